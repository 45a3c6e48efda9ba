package org.weightbench.cli.internal.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.table.ComparisonView;
import org.weightbench.experiment.ResultFolder;

/**
 * The report of a result as one HTML file that needs nothing else: style and charts are in it, for
 * light and for dark screens. Everything that is no template text is escaped.
 */
public final class HtmlReport {
  private static final Version TEMPLATE_VERSION = Configuration.VERSION_2_3_34;

  private HtmlReport() {}

  /**
   * Writes the report into the result folder, whole or not at all.
   *
   * @return the file
   * @throws IOException when it cannot be written
   */
  public static Path write(Result result) throws IOException {
    result.folder().write(ResultFolder.REPORT, html(result));
    return result.folder().path().resolve(ResultFolder.REPORT);
  }

  /** Returns the report as text. */
  static String html(Result result) throws IOException {
    return filled("report.ftlh", "report", ReportModel.of(result));
  }

  /**
   * Returns a comparison as a page of its own.
   *
   * @param samples whether all samples are in it
   * @throws IOException when the page cannot be made
   */
  public static String comparison(ComparisonView view, boolean samples) throws IOException {
    return filled("compare.ftlh", "comparison", ComparisonPage.of(view, samples));
  }

  private static String filled(String name, String key, Object model) throws IOException {
    Configuration configuration = new Configuration(TEMPLATE_VERSION);
    configuration.setClassForTemplateLoading(HtmlReport.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setLocalizedLookup(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    Template template = configuration.getTemplate(name);
    if (template.getOutputFormat() != HTMLOutputFormat.INSTANCE || !template.getAutoEscaping()) {
      throw new IllegalStateException(name + " does not escape what it shows");
    }
    StringWriter html = new StringWriter();
    try {
      template.process(Map.of(key, model), html);
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
    return html.toString();
  }
}
