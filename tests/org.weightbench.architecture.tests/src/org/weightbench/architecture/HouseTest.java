package org.weightbench.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HouseTest {
  private static final String NLS = "org.eclipse.osgi.util.NLS";

  private static final List<Bundle> BUNDLES = bundles();

  /** What people wrote; what JMH's annotation processor generates is left out. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPaths(BUNDLES.stream().map(Bundle::classFolder).toList());

  private static List<Bundle> bundles() {
    try {
      return Bundle.all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void everyBundleIsCompiled() throws IOException {
    assertFalse(BUNDLES.isEmpty(), "there is no bundle");
    for (Bundle bundle : BUNDLES) {
      assertTrue(bundle.isCompiled(), () -> "no classes in " + bundle.classFolder());
    }
  }

  @Test
  void everyBundleHasAPlaceInTheHouse() {
    Set<String> strangers =
        BUNDLES.stream().map(Bundle::name).collect(Collectors.toCollection(TreeSet::new));
    strangers.removeAll(House.bundles());
    assertEquals(Set.of(), strangers);
  }

  @Test
  void everyClassLivesInTheRoomOfItsBundle() {
    for (JavaClass type : CLASSES) {
      assertTrue(House.isOurs(type.getPackageName()), type::getFullName);
      String room = House.bundleOf(type.getPackageName());
      Set<String> holders =
          BUNDLES.stream()
              .filter(bundle -> bundle.holds(type))
              .map(Bundle::name)
              .collect(Collectors.toSet());
      assertEquals(Set.of(room), holders, type::getFullName);
    }
  }

  @Test
  void bundlesImportOnlyWhatLiesBelowThem() {
    check(
        dependOnlyOn(
            "packages of Weightbench that lie below them",
            dependency -> {
              String target = dependency.getTargetClass().getPackageName();
              String origin = House.bundleOf(dependency.getOriginClass().getPackageName());
              return !House.isOurs(target)
                  || House.visibleFrom(origin).contains(House.bundleOf(target));
            }));
  }

  @Test
  void manifestsImportOnlyWhatLiesBelowThem() throws IOException {
    for (Bundle bundle : BUNDLES) {
      for (String imported : bundle.packages("Import-Package")) {
        assertTrue(
            !House.isOurs(imported)
                || House.visibleFrom(bundle.name()).contains(House.bundleOf(imported)),
            () -> bundle.name() + " must not import " + imported);
      }
    }
  }

  @Test
  void onlyTheWorkbenchSideKnowsThePlatform() {
    check(
        dependOnlyOn(
            "org.eclipse.* where they belong to the workbench",
            dependency ->
                !dependency.getTargetClass().getPackageName().startsWith("org.eclipse.")
                    || House.WORKBENCH_BUNDLES.contains(
                        House.bundleOf(dependency.getOriginClass().getPackageName()))));
  }

  @Test
  void internalPackagesAreUsedByTheirOwnBundleAlone() {
    check(
        dependOnlyOn(
            "internal packages of their own bundle",
            dependency -> {
              String target = dependency.getTargetClass().getPackageName();
              return !House.isOurs(target)
                  || !isInternal(target)
                  || House.bundleOf(target)
                      .equals(House.bundleOf(dependency.getOriginClass().getPackageName()));
            }));
  }

  @Test
  void internalPackagesAreNotExported() throws IOException {
    for (Bundle bundle : BUNDLES.stream().filter(Bundle::hasSources).toList()) {
      List<String> exported = bundle.packages("Export-Package");
      assertTrue(exported.contains(House.ROOT + bundle.name()), bundle.name() + " exports nothing");
      assertEquals(List.of(), exported.stream().filter(HouseTest::isInternal).toList());
    }
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().assignedFrom(new PackageWithItsInternals()).should().beFreeOfCycles());
  }

  @Test
  void everyPackageIsNullMarked() {
    check(
        classes()
            .should(
                new ArchCondition<>("lie in a @NullMarked package") {
                  @Override
                  public void check(JavaClass type, ConditionEvents events) {
                    boolean marked =
                        type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                    events.add(
                        new SimpleConditionEvent(
                            type, marked, type.getPackageName() + " is not @NullMarked"));
                  }
                }));
  }

  @Test
  void staticFieldsAreFinal() {
    check(
        fields()
            .that(DescribedPredicate.describe("hold no messages", HouseTest::isNoMessage))
            .and()
            .areStatic()
            .should(
                new ArchCondition<>("be final") {
                  @Override
                  public void check(JavaField field, ConditionEvents events) {
                    boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                    boolean generated = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                    events.add(
                        new SimpleConditionEvent(
                            field,
                            isFinal || generated,
                            field.getFullName() + " is static and not final"));
                  }
                }));
  }

  /** The platform fills the fields of message classes by reflection, once. */
  private static boolean isNoMessage(JavaField field) {
    return !field.getOwner().isAssignableTo(NLS);
  }

  private static boolean isInternal(String packageName) {
    return (packageName + ".").contains(".internal.");
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static ArchRule dependOnlyOn(String what, Predicate<Dependency> allowed) {
    return classes()
        .should(
            new ArchCondition<>("depend only on " + what) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  events.add(
                      new SimpleConditionEvent(
                          dependency, allowed.test(dependency), dependency.getDescription()));
                }
              }
            });
  }

  /** A package and the internal ones below it are one room: its interface and what is behind it. */
  private static final class PackageWithItsInternals implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return House.isOurs(name)
          ? SliceIdentifier.of((name + ".").replaceFirst("\\.internal\\..*", "."))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages, internal ones counted to the package above";
    }
  }
}
