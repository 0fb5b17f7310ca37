package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.reach.ContactTest;
import org.lockkeeper.compliance.reach.TestContacts;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** On {@code /admin/incidents}: whether contact and deputy can be reached. */
@Named
@RequestScoped
public class ContactTestPage {

  private final TestContacts contacts;
  private final DutyDates duties;
  private final OurPeople people;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Toast toast;
  private @Nullable List<ContactTest> underWay;

  @Inject
  ContactTestPage(
      TestContacts contacts,
      DutyDates duties,
      OurPeople people,
      SignedIn signedIn,
      Texts texts,
      Times times,
      Toast toast) {
    this.contacts = contacts;
    this.duties = duties;
    this.people = people;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.toast = toast;
  }

  private Optional<ContactTest> underWay() {
    List<ContactTest> known = underWay;
    if (known == null) {
      known = contacts.underWay().stream().toList();
      underWay = known;
    }
    return known.stream().findFirst();
  }

  /** Whether the reader is asked just now. */
  public boolean asked() {
    return signedIn.present()
        && signedIn.may(Permission.INCIDENTS_WORK)
        && underWay().filter(test -> test.waitsFor(signedIn.account().id())).isPresent();
  }

  /** Who is asked just now, in words; empty text if nobody is. */
  public String now() {
    return underWay()
        .flatMap(
            test ->
                test.asked()
                    .map(
                        asked ->
                            texts.with(
                                test.state() == ContactTest.State.DEPUTY_ASKED
                                    ? "admin.incidents.message.deputy-asked"
                                    : "admin.incidents.message.contact-asked",
                                people.name(asked.contact()),
                                times.exact(asked.contactAt()),
                                people.name(asked.deputy()))))
        .orElse("");
  }

  /** The ring of the quarterly test. */
  public Clocks.@Nullable Ring ring() {
    return duties.ring("contact-test");
  }

  /** One test that is over. */
  public record Row(
      Instant at, String by, String state, String look, String who, String took, boolean counts) {}

  public List<Row> history() {
    return contacts.history().stream().map(this::row).toList();
  }

  private Row row(ContactTest test) {
    return new Row(
        test.asked().map(ContactTest.Asked::contactAt).orElse(test.plannedFor()),
        test.asked().map(asked -> people.who(asked.by())).orElse(""),
        texts.get("admin.incidents.test." + Choices.word(test.state())),
        test.state() == ContactTest.State.ANSWERED ? "delivered" : "danger",
        test.answer().map(answer -> people.name(answer.by())).orElse("–"),
        test.took().map(times::span).orElse("–"),
        contacts.counts(test));
  }

  private void said(boolean done, String message) {
    underWay = null;
    duties.again();
    if (done) {
      toast.say(texts.get(message));
    } else {
      toast.warn(texts.get("admin.incidents.message.no-test"));
    }
  }

  /** Begins a test at once. */
  public void test() {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(contacts.now(signedIn.account()), "admin.incidents.message.tested");
  }

  /** The reader can be reached. */
  public void answer() {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(contacts.answer(signedIn.account()), "admin.incidents.message.answered");
  }
}
