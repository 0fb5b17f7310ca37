-- News about what is being worked on must not wait for the next comparison: the run that is under way may have looked
-- before the news. It is marked, and run once more.
alter table jobs.scheduled_tasks add column asked_again boolean not null default false;
