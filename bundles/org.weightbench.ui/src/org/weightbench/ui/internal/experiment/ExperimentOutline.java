package org.weightbench.ui.internal.experiment;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;
import org.jspecify.annotations.Nullable;
import org.weightbench.ui.internal.experiment.YamlTree.Kind;
import org.weightbench.ui.internal.experiment.YamlTree.YamlNode;

/** The keys of an experiment; while the text is no YAML, those it had before. */
final class ExperimentOutline extends ContentOutlinePage {
  private static final int LONGEST = 60;

  private Optional<YamlTree> tree;

  ExperimentOutline(Optional<YamlTree> tree) {
    this.tree = tree;
  }

  @Override
  public void createControl(Composite parent) {
    super.createControl(parent);
    getTreeViewer().setContentProvider(new Content());
    getTreeViewer().setLabelProvider(new Labels());
    getTreeViewer().setInput(roots());
    getTreeViewer().expandToLevel(2);
  }

  void show(YamlTree other) {
    tree = Optional.of(other);
    TreeViewer viewer = getTreeViewer();
    if (viewer != null && !viewer.getControl().isDisposed()) {
      viewer.setInput(roots());
      viewer.expandToLevel(2);
    }
  }

  /** Shows which key an offset of the text belongs to, without telling listeners. */
  void reveal(int offset) {
    Optional<YamlNode> at = tree.flatMap(read -> innermost(read.root(), offset));
    if (at.isPresent() && getTreeViewer() != null) {
      getTreeViewer().setSelection(new StructuredSelection(at.get()), true);
    }
  }

  private static Optional<YamlNode> innermost(YamlNode node, int offset) {
    return node.children().stream()
        .filter(child -> !child.key().isEmpty())
        .filter(child -> child.keyOffset() <= offset && offset <= child.end())
        .findFirst()
        .map(child -> innermost(child, offset).orElse(child));
  }

  private Object[] roots() {
    return tree.map(read -> read.root().children().toArray()).orElse(new Object[0]);
  }

  private static List<YamlNode> shown(YamlNode node) {
    return node.kind() == Kind.MAPPING
            || node.children().stream().anyMatch(child -> child.kind() != Kind.SCALAR)
        ? node.children()
        : List.of();
  }

  private static final class Content implements ITreeContentProvider {
    @Override
    public Object[] getElements(Object input) {
      return (Object[]) input;
    }

    @Override
    public Object[] getChildren(Object parent) {
      return shown((YamlNode) parent).toArray();
    }

    @Override
    public @Nullable Object getParent(Object element) {
      return null;
    }

    @Override
    public boolean hasChildren(Object element) {
      return !shown((YamlNode) element).isEmpty();
    }
  }

  private static final class Labels extends LabelProvider {
    @Override
    public String getText(Object element) {
      YamlNode node = (YamlNode) element;
      String value = String.join(", ", node.texts());
      String cut = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "\u2026";
      return node.key().isEmpty() ? cut : cut.isEmpty() ? node.key() : node.key() + ": " + cut;
    }
  }
}
