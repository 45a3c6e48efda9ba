package org.weightbench.ui.internal.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuCreator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.weightbench.analysis.Comparison;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;

/** Chooses how the comparison is drawn; pictures that would show nothing are greyed. */
final class PictureMenu extends Action implements IMenuCreator {
  private final Consumer<ComparisonPicture> chosen;
  private final Supplier<ComparisonPicture> current;
  private final Supplier<Optional<Comparison>> comparison;
  private Optional<Menu> menu = Optional.empty();

  PictureMenu(
      Consumer<ComparisonPicture> chosen,
      Supplier<ComparisonPicture> current,
      Supplier<Optional<Comparison>> comparison) {
    super(Messages.comparison_picture, IAction.AS_DROP_DOWN_MENU);
    this.chosen = chosen;
    this.current = current;
    this.comparison = comparison;
    setToolTipText(Messages.comparison_pictureTip);
    setImageDescriptor(Icon.COMPARISON.descriptor());
    setMenuCreator(this);
  }

  /** Without the menu: the next picture that shows something. */
  @Override
  public void runWithEvent(Event event) {
    List<ComparisonPicture> all = ComparisonPicture.all();
    for (int step = 1; step <= all.size(); step++) {
      int index = Math.floorMod(indexOfCurrent() + step, all.size());
      if (suits(all.get(index))) {
        chosen.accept(all.get(index));
        return;
      }
    }
  }

  private int indexOfCurrent() {
    String id = current.get().id();
    return ComparisonPicture.all().stream().map(ComparisonPicture::id).toList().indexOf(id);
  }

  private boolean suits(ComparisonPicture picture) {
    return comparison.get().map(picture::suits).orElse(false);
  }

  @Override
  public Menu getMenu(Control parent) {
    return fill(new Menu(parent));
  }

  @Override
  public Menu getMenu(Menu parent) {
    return fill(new Menu(parent));
  }

  private Menu fill(Menu made) {
    menu.ifPresent(Menu::dispose);
    menu = Optional.of(made);
    made.addListener(
        SWT.Show,
        _ -> {
          for (MenuItem item : made.getItems()) {
            item.dispose();
          }
          addItems(made);
        });
    addItems(made);
    return made;
  }

  private void addItems(Menu made) {
    actions().forEach(action -> new ActionContributionItem(action).fill(made, -1));
  }

  /** Returns an action for each picture. */
  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (ComparisonPicture picture : ComparisonPicture.all()) {
      Action action =
          new Action(title(picture), IAction.AS_RADIO_BUTTON) {
            @Override
            public void run() {
              if (isChecked()) {
                chosen.accept(picture);
              }
            }
          };
      action.setChecked(picture.id().equals(current.get().id()));
      action.setEnabled(suits(picture));
      actions.add(action);
    }
    return actions;
  }

  /** Returns what a picture is called, with its mnemonic. */
  static String title(ComparisonPicture picture) {
    return switch (picture.id()) {
      case "bars" -> Messages.comparison_pictureBars;
      case "boxes" -> Messages.comparison_pictureBoxes;
      case "line" -> Messages.comparison_pictureLine;
      case "heat" -> Messages.comparison_pictureHeat;
      case "size" -> Messages.comparison_pictureSize;
      default -> picture.id();
    };
  }

  @Override
  public void dispose() {
    menu.ifPresent(Menu::dispose);
    menu = Optional.empty();
  }
}
