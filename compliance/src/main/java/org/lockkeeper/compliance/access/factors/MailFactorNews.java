package org.lockkeeper.compliance.access.factors;

import jakarta.inject.Inject;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Workflow;

/** Mails what {@link FactorNews} has to tell; sent again, it has the same message id. */
@Workflow
public class MailFactorNews implements ErrandHandler {

  private final FactorNews news;
  private final Postman postman;

  @Inject
  public MailFactorNews(FactorNews news, Postman postman) {
    this.news = news;
    this.postman = postman;
  }

  @Override
  public String kind() {
    return FactorNews.KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    news.mail(errand).ifPresent(postman::send);
    return Outcome.DONE;
  }
}
