-- Each failure takes some counts away that hold no more.
create index sign_in_throttle_ends on access.sign_in_throttle (window_ends_at);
