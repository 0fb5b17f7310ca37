-- What a seller can show when data is gone. It is kept when the seller leaves: it is what is kept, and holds no buyer.
create table retention.certificate (
  seller_id uuid not null references access.seller,
  id uuid not null,
  case_id uuid not null,
  stage integer not null check (stage in (1, 2)),
  content text not null,
  short_code text not null,
  orders uuid[] not null,
  seed bytea not null check (length(seed) = 32),
  language text not null,
  issued_at timestamptz not null,
  primary key (seller_id, id)
);
create unique index certificate_once on retention.certificate (seller_id, case_id, stage);
comment on column retention.certificate.content is 'What is certified, as canonical JSON: ids, counts and dates, and the seller''s own name.';
comment on column retention.certificate.seed is 'The salts of the orders come from it; without it nobody can try out ids.';
call access.wall('retention.certificate');
grant select, insert on retention.certificate to lockkeeper_portal;

-- Signatures over it, each with its date; once it is known, with its place in the sealed log.
create table retention.certificate_issue (
  seller_id uuid not null,
  id uuid not null,
  certificate_id uuid not null,
  number integer not null check (number > 0),
  issued_at timestamptz not null,
  jws text not null,
  jwk text not null,
  epoch bigint,
  log_index bigint,
  leaf text,
  proof text,
  log_key text,
  witness_keys text[],
  sealed_at timestamptz,
  primary key (seller_id, id),
  foreign key (seller_id, certificate_id) references retention.certificate,
  check ((sealed_at is null) = (proof is null) and (sealed_at is null) = (leaf is null)
    and (sealed_at is null) = (log_key is null) and (sealed_at is null) = (witness_keys is null)
    and (sealed_at is null) = (epoch is null) and (sealed_at is null) = (log_index is null))
);
create unique index certificate_issue_once on retention.certificate_issue (seller_id, certificate_id, number);
call access.wall('retention.certificate_issue');
grant select, insert on retention.certificate_issue to lockkeeper_portal;
grant update (epoch, log_index, leaf, proof, log_key, witness_keys, sealed_at) on retention.certificate_issue
  to lockkeeper_portal;

-- How somebody without an account gets one certificate: the digest of a code, never the code.
create table retention.certificate_link (
  seller_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  certificate_id uuid not null,
  account_id uuid not null,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (seller_id, digest),
  foreign key (seller_id, certificate_id) references retention.certificate
);
create unique index certificate_link_digest on retention.certificate_link (digest);
call access.wall('retention.certificate_link');
-- The code comes before the seller is known: the one row of its digest may be read.
create policy of_the_code on retention.certificate_link for select to lockkeeper_portal
  using (digest = decode(nullif(current_setting('app.certificate_code', true), ''), 'hex'));
grant select, insert, delete on retention.certificate_link to lockkeeper_portal;

-- The public keys that ever signed a certificate; they are published, and belong to no seller.
create table retention.certificate_key (
  kid text primary key,
  jwk text not null,
  first_used_at timestamptz not null
);
grant select, insert on retention.certificate_key to lockkeeper_portal;
