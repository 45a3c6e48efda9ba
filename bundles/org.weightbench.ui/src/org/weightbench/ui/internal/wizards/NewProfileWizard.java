package org.weightbench.ui.internal.wizards;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.INewWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.dialogs.WizardNewFileCreationPage;
import org.eclipse.ui.ide.IDE;
import org.weightbench.tuning.ProfileFile;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.profiles.ProfilesView;

/** Makes the file of a tuning profile, of a measured cell or of settings that a person chooses. */
public final class NewProfileWizard extends Wizard implements INewWizard {
  private IWorkbench workbench;
  private IStructuredSelection selection;
  private FilePage filePage;
  private ProfilePage profilePage;

  @Override
  public void init(IWorkbench ofWorkbench, IStructuredSelection selected) {
    workbench = ofWorkbench;
    selection = selected;
    setWindowTitle(Messages.wizard_profileTitle);
    setDefaultPageImageDescriptor(Icon.PROFILE.banner());
    setNeedsProgressMonitor(true);
  }

  @Override
  public void addPages() {
    filePage = new FilePage(selection);
    profilePage = new ProfilePage(selection);
    addPage(filePage);
    addPage(profilePage);
  }

  @Override
  public void createPageControls(Composite container) {
    super.createPageControls(container);
    HelpContext.NEW_PROFILE.explain(filePage.getControl());
    HelpContext.NEW_PROFILE.explain(profilePage.getControl());
  }

  @Override
  public boolean performFinish() {
    ProfileDraft draft = profilePage.draft();
    String name = filePage.profileName();
    boolean keep = profilePage.keep();
    try {
      getContainer()
          .run(
              true,
              false,
              _ -> {
                try {
                  TuningProfile profile = draft.profile(name);
                  if (keep) {
                    keep(profile);
                  }
                  filePage.content = Optional.of(ProfileFile.text(profile));
                } catch (IOException e) {
                  throw new InvocationTargetException(e, e.getMessage());
                }
              });
      IFile file = filePage.createNewFile();
      if (file == null) {
        return false;
      }
      IDE.openEditor(workbench.getActiveWorkbenchWindow().getActivePage(), file);
      if (keep
          && workbench
                  .getActiveWorkbenchWindow()
                  .getActivePage()
                  .findView(LoadExperimentsPerspective.PROFILES_VIEW)
              instanceof ProfilesView view) {
        view.show(Optional.of(name));
      }
      return true;
    } catch (InvocationTargetException e) {
      ErrorDialog.openError(
          getShell(),
          null,
          Messages.profiles_failed,
          Status.error(e.getCause().getMessage(), e.getCause()));
      return false;
    } catch (InterruptedException _) {
      return false;
    } catch (CoreException e) {
      ILog.of(NewProfileWizard.class).log(e.getStatus());
      return true;
    }
  }

  /** Keeps the profile among the user's, where none has its name. */
  private static void keep(TuningProfile profile) throws IOException {
    ProfileStore store = ProfileStore.ofUser();
    if (Files.exists(store.file(profile.name()))) {
      throw new IOException(Messages.format(Messages.wizard_profileTaken, profile.name()));
    }
    store.save(profile);
  }

  /** Asks for the place; the name of the file is the name of the profile. */
  private static final class FilePage extends WizardNewFileCreationPage {
    private Optional<String> content = Optional.empty();

    FilePage(IStructuredSelection selection) {
      super("profile", selection);
      setTitle(Messages.wizard_profileTitle);
      setDescription(Messages.wizard_profileDescription);
      setFileName("fast" + ProfileFile.SUFFIX);
    }

    String profileName() {
      String file = getFileName();
      return file.substring(0, file.length() - ProfileFile.SUFFIX.length());
    }

    @Override
    protected boolean validatePage() {
      if (!super.validatePage()) {
        return false;
      }
      String file = getFileName();
      if (!file.endsWith(ProfileFile.SUFFIX) || !TuningProfile.isName(profileName())) {
        setErrorMessage(Messages.format(Messages.wizard_profileBadName, file, ProfileFile.SUFFIX));
        return false;
      }
      return true;
    }

    @Override
    protected InputStream getInitialContents() {
      return new ByteArrayInputStream(content.orElse("").getBytes(StandardCharsets.UTF_8));
    }
  }
}
