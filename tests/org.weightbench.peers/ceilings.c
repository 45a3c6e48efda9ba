/* The plainest programs that show what ceilings should be, to stand beside Weightbench's:
     stream THREADS     STREAM's copy and triad (McCalpin), and reading and writing alone, in huge
                        pages
     cold FILE          buffered reads of a file that was dropped from the page cache, as hdparm -t;
                        it is read once before, so that a virtual machine has the memory for it
     cached FILE        buffered reads of its first 256 MiB over and over, as hdparm -T but more
                        than the processor's caches hold; read anew into the page cache before
   Each prints one line for each rate: its name and bytes a second. */
#define _GNU_SOURCE
#include <fcntl.h>
#ifdef __AVX__
#include <immintrin.h>
#endif
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 4 << 20, WARM = 256 << 20, HUGE_PAGE = 2 << 20, PASSES = 9, PIECE = 1 << 18 };
static const double PASS_SECONDS = 0.04;
static const size_t TOTAL = (size_t)16 << 20; /* doubles of each array over all threads: 128 MiB */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void *huge(size_t bytes) {
  void *memory = aligned_alloc(HUGE_PAGE, (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE);
  if (memory == NULL) perror("memory"), exit(1);
  madvise(memory, bytes, MADV_HUGEPAGE);
  return memory;
}

static int descending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? 1 : x > y ? -1 : 0;
}

struct member {
  pthread_t thread;
  pthread_barrier_t *barrier;
  size_t length, pieces;
  double start, end;
  int kernel;
  volatile long sum;
};

static int threads;
static double rates[4][PASSES];

/* With stores that pass the caches, as large copies of Java have them and not every memcpy. */
static void copy(double *restrict a, const double *restrict b, size_t n) {
#ifdef __AVX__
  for (size_t i = 0; i + 8 <= n; i += 8) {
    _mm256_stream_pd(a + i, _mm256_load_pd(b + i));
    _mm256_stream_pd(a + i + 4, _mm256_load_pd(b + i + 4));
  }
  _mm_sfence();
#else
  memcpy(a, b, n * sizeof *a);
#endif
}

static void kernel(struct member *m, int which, double *restrict a, const double *restrict b,
                   const double *restrict c, const long *restrict d) {
  size_t n = PIECE;
  long sum = 0;
  switch (which) {
    case 0:
      for (size_t i = 0; i < n; i++) sum += d[i];
      m->sum = sum;
      break;
    case 1:
      for (size_t i = 0; i < n; i++) a[i] = 5.0;
      break;
    case 2:
      copy(a, b, n);
      break;
    default:
      for (size_t i = 0; i < n; i++) a[i] = b[i] + 3.0 * c[i];
  }
}

static struct member members[1024];

static void *work(void *argument) {
  struct member *m = argument;
  size_t bytes = m->length * sizeof(double);
  double *a = huge(bytes), *b = huge(bytes), *c = huge(bytes);
  long *d = huge(bytes);
  for (size_t i = 0; i < m->length; i++) a[i] = 0;
  for (size_t i = 0; i < m->length; i++) b[i] = 1;
  for (size_t i = 0; i < m->length; i++) c[i] = 2;
  for (size_t i = 0; i < m->length; i++) d[i] = 3;
  static const int arrays[] = {1, 1, 2, 3};
  for (int pass = -1; pass < PASSES; pass++) {
    for (int which = 0; which < 4; which++) {
      pthread_barrier_wait(m->barrier);
      m->pieces = 0;
      m->start = now();
      do {
        size_t at = m->pieces++ * PIECE % m->length;
        kernel(m, which, a + at, b + at, c + at, d + at);
        m->end = now();
      } while (m->end - m->start < PASS_SECONDS);
      if (pthread_barrier_wait(m->barrier) == PTHREAD_BARRIER_SERIAL_THREAD && pass >= 0) {
        double start = members[0].start, end = members[0].end;
        size_t pieces = members[0].pieces;
        for (int i = 1; i < threads; i++) {
          start = members[i].start < start ? members[i].start : start;
          end = members[i].end > end ? members[i].end : end;
          pieces += members[i].pieces;
        }
        rates[which][pass] = arrays[which] * (double)PIECE * sizeof(double) * pieces / (end - start);
      }
      pthread_barrier_wait(m->barrier);
    }
  }
  free(a), free(b), free(c), free(d);
  return NULL;
}

static int stream(void) {
  static const char *names[] = {"read", "write", "copy", "triad"};
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, NULL, threads);
  for (int i = 0; i < threads; i++) {
    members[i].barrier = &barrier;
    members[i].length = (TOTAL / threads + PIECE - 1) / PIECE * PIECE;
    pthread_create(&members[i].thread, NULL, work, &members[i]);
  }
  for (int i = 0; i < threads; i++) pthread_join(members[i].thread, NULL);
  for (int which = 0; which < 4; which++) {
    qsort(rates[which], PASSES, sizeof(double), descending);
    printf("%s %.0f\n", names[which], rates[which][PASSES / 2]);
  }
  return 0;
}

static int reads(const char *path, int cached) {
  int file = open(path, O_RDONLY);
  struct stat status;
  char *buffer = huge(BLOCK);
  if (file < 0 || fstat(file, &status) != 0) return perror(path), 1;
  memset(buffer, 0, BLOCK);
  off_t region = cached && status.st_size > WARM ? WARM : status.st_size;
  if (cached) posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  for (off_t at = 0; at < region; at += BLOCK)
    if (pread(file, buffer, BLOCK, at) < 0) return perror(path), 1;
  if (!cached) posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  double start = now(), done = 0, limit = cached ? 0.5 : 1.5;
  for (off_t at = 0; now() - start < limit; at += BLOCK) {
    if (at + BLOCK > region) {
      if (!cached) break;
      at = 0;
    }
    ssize_t got = pread(file, buffer, BLOCK, at);
    if (got <= 0) return perror(path), 1;
    done += got;
  }
  printf("%s %.0f\n", cached ? "cached" : "cold", done / (now() - start));
  return 0;
}

int main(int count, char **arguments) {
  if (count == 3 && !strcmp(arguments[1], "stream")) {
    threads = atoi(arguments[2]);
    return threads < 1 || threads > 1024 ? 2 : stream();
  }
  if (count == 3 && !strcmp(arguments[1], "cold")) return reads(arguments[2], 0);
  if (count == 3 && !strcmp(arguments[1], "cached")) return reads(arguments[2], 1);
  fprintf(stderr, "usage: ceilings stream THREADS | cold FILE | cached FILE\n");
  return 2;
}
