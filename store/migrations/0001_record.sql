-- The journal is the record. Everything below it is derived from it and can be
-- thrown away and derived again.

create table meta(
  name text primary key,
  value text not null
) strict, without rowid;

create table journal(
  seq integer primary key,                              -- order of arrival here: 1, 2, 3 …
  id blob not null check(length(id)=16),
  device blob not null check(length(device)=16),
  device_seq integer not null check(device_seq>0),
  rank integer not null check(rank>0),                  -- 1 + the highest rank held when it was made
  scope text not null,
  kind text not null,
  person blob not null check(length(person)=16),        -- sixteen zeros: nobody
  worker blob not null check(length(worker)=16),
  done_at text not null,
  recorded_at text not null,
  payload blob not null,
  payload_sha blob not null check(length(payload_sha)=32),
  digest blob not null check(length(digest)=32),        -- of the header and payload_sha
  head blob not null check(length(head)=32)             -- of the head before and the digest
) strict;

create unique index journal_device on journal(device, device_seq);
create index journal_person on journal(person, rank, device, device_seq);

create trigger journal_next before insert on journal
  when new.seq is not (select coalesce(max(seq), 0) + 1 from journal)
    or exists (select 1 from journal where device = new.device and device_seq = new.device_seq)
  begin select raise(abort, 'the journal only grows'); end;
create trigger journal_no_update before update on journal
  begin select raise(abort, 'the journal only grows'); end;
create trigger journal_no_delete before delete on journal
  begin select raise(abort, 'the journal only grows'); end;

-- Derived. A moment is the text of a FHIR dateTime, a day is 2026-03-14, and an
-- identifier is 16 bytes; what is not recorded is null.

create table worker(
  id blob primary key check(length(id)=16),
  name text not null
) strict, without rowid;

create table setting(
  name text primary key,
  value text not null
) strict, without rowid;

create table person(
  id blob primary key check(length(id)=16),
  sort_key text not null,                               -- family and given name, folded
  title text, family text, given text, preferred text, pronouns text,
  birth_date text, nhs_number text, local_patient_id text, communication text, language text,
  inpatient integer not null, deceased integer not null,
  standing text not null,
  setting text not null,
  received text,                                        -- of the latest open referral
  done integer not null,                                -- finished assessments
  last_at text, last_id blob, previous_at text,
  life_sum integer not null, life_n integer not null,
  treatment_sum integer not null, treatment_n integer not null,
  life_change integer not null, life_change_n integer not null,
  treatment_change integer not null, treatment_change_n integer not null,
  last_done text,                                       -- what the next review is counted from
  draft_id blob, draft_at text, draft_settled integer not null, draft_paper integer not null,
  goals integer not null,                               -- active ones
  attempt text, attempt_at text,
  entries integer not null
) strict, without rowid;

create table referral(
  person blob not null references person,
  id blob not null check(length(id)=16),
  service_request_id text, received text, team text, setting text not null, closed text,
  primary key (person, id)
) strict, without rowid;

-- One byte an item, in the order of the domains' numbers. answers: 1 to 7 the
-- rating, 0 not seen, 101 declined, 102 not applicable, 103 left for later.
-- helps: 0 not asked, 1 yes, 2 no.
create table assessment(
  person blob not null references person,
  id blob not null check(length(id)=16),
  position integer not null,                            -- in the order they were begun
  instrument text not null, version text not null,
  layout text not null, friendships_first integer not null,
  completion text, language text, referral blob, worker blob,
  done_at text, status text not null, ended_at text, reason text,
  struck_out integer not null, struck_reason text, amended integer not null,
  answers blob not null check(length(answers)=11),
  helps blob not null check(length(helps)=11),
  life_sum integer not null, life_n integer not null,
  treatment_sum integer not null, treatment_n integer not null,
  primary key (person, id)
) strict, without rowid;

-- The first and the latest rating of each item within one referral, the person's
-- own apart from a proxy's. count is how many ratings there are in all.
create table pair(
  person blob not null references person,
  referral blob not null check(length(referral)=16),
  proxy integer not null,
  domain integer not null check(domain between 1 and 11),
  count integer not null check(count>0),
  first_rating integer not null, first_at text not null, first_assessment blob not null,
  latest_rating integer not null, latest_at text not null, latest_assessment blob not null,
  primary key (person, referral, proxy, domain)
) strict, without rowid;

create table goal(
  person blob not null references person,
  id blob not null check(length(id)=16),
  position integer not null,                            -- in the order they were first set
  words text not null, kind text not null, domain integer not null,
  status text not null, reason text, set_at text, changed_at text,
  ratings integer not null,                             -- how many there are
  first_rating integer, first_at text, latest_rating integer, latest_at text,
  primary key (person, id)
) strict, without rowid;
