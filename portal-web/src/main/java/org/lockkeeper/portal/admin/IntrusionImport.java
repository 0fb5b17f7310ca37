package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.monitoring.intrusion.ReadIntrusionFile;
import org.lockkeeper.compliance.monitoring.intrusion.TakeIntrusionAlerts;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * The form on {@code /admin/alerts} that takes alerts of the operator's intrusion detection.
 */
@Named
@RequestScoped
public class IntrusionImport {

  private final TakeIntrusionAlerts take;
  private final SignedIn signedIn;
  private final Toast toast;
  private final Texts texts;

  private @Nullable Part file;
  private List<String> faults = List.of();

  @Inject
  IntrusionImport(TakeIntrusionAlerts take, SignedIn signedIn, Toast toast, Texts texts) {
    this.take = take;
    this.signedIn = signedIn;
    this.toast = toast;
    this.texts = texts;
  }

  public @Nullable Part getFile() {
    return file;
  }

  public void setFile(@Nullable Part file) {
    this.file = file;
  }

  /** How many lines one file may have. */
  public int most() {
    return ReadIntrusionFile.MOST;
  }

  /** What was wrong with the file that was handed in just now, line by line. */
  public List<String> faults() {
    return faults;
  }

  /** Takes the file in. */
  public void take() {
    signedIn.need(Permission.ALERTS_WORK);
    Optional<String> text = text();
    if (text.isEmpty()) {
      faults = List.of(texts.get("admin.alerts.import.unreadable"));
      return;
    }
    switch (take.of(signedIn.account(), text.get())) {
      case TakeIntrusionAlerts.Refused refused ->
          faults = refused.faults().stream().map(this::inWords).toList();
      case TakeIntrusionAlerts.Taken taken ->
          toast.say(
              texts.with(
                  "admin.alerts.import.taken", taken.fresh(), taken.known(), taken.withheld()));
    }
  }

  private String inWords(ReadIntrusionFile.Fault fault) {
    String what = texts.get("admin.alerts.fault." + PeopleWords.word(fault.what()));
    return fault.line() == 0 ? what : texts.with("admin.alerts.import.line", fault.line(), what);
  }

  /** The file as text; empty if there is none, or it is too large or no UTF-8. */
  private Optional<String> text() {
    Part sent = file;
    if (sent == null || sent.getSize() > 4L * ReadIntrusionFile.LONGEST) {
      return Optional.empty();
    }
    try (InputStream in = sent.getInputStream()) {
      byte[] bytes = in.readNBytes(4 * ReadIntrusionFile.LONGEST);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty(); // no UTF-8
    } catch (IOException e) {
      return Optional.empty(); // it went while it was read
    }
  }
}
