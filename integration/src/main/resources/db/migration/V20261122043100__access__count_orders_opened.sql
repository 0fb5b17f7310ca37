-- Different orders that one person opens within an hour.
alter table access.desk_tally drop constraint desk_tally_kind_check;
alter table access.desk_tally add constraint desk_tally_kind_check
  check (kind in ('REVEAL', 'REVEAL_BURST', 'SEARCH', 'SEARCH_BURST', 'SELLER', 'ORDER'));
