-- What the person told about themselves and stands now, by which people can be
-- counted: the slug of what was told, 'some' or 'none' for disability, 'declined',
-- 'not-asked' or 'not-known'; null where nothing is recorded. Earlier answers, and
-- whether gender is the same as at birth, are in the journal alone. Nothing of this
-- was recorded before.

alter table person add column ethnicity text;
alter table person add column gender text;
alter table person add column sexual_orientation text;
alter table person add column disability text;
alter table person add column religion text;
alter table person add column marital_status text;

-- What each person adds to figures about many: their assessments that count in
-- taken, and in others what else is counted. store/counted.go says what stands in
-- them. No name, number or words of theirs is in it.

create table counted(
  person blob primary key references person,
  taken blob not null,
  others blob not null
) strict;

-- What the caseload points to: the first DIALOG since the latest open referral was
-- received; the areas, a bit each, in which help was wanted at the latest, which were
-- rated low, and which fell since the one before; how many goals were ever set; and
-- what was promised and is still to be done, 20 bytes each (store/promises.go).

alter table person add column first_since text;
alter table person add column wants integer not null default 0;
alter table person add column low integer not null default 0;
alter table person add column fallen integer not null default 0;
alter table person add column goals_ever integer not null default 0;
alter table person add column promises blob;
alter table person add column unsent integer not null default 0;   -- assessments
alter table person add column stuck integer not null default 0;
-- What is not yet known to be with the central system: a row for each assessment that
-- has ended and changed since a receipt, none for the rest.

create table delivery(
  person blob not null references person,
  id blob not null check(length(id)=16),                -- of the assessment
  device blob not null check(length(device)=16),        -- the installation that sends it
  since integer not null,                               -- when the first of it was recorded, in milliseconds since 1970
  parked text,                                          -- why it is not sent
  primary key (person, id)
) strict, without rowid;
create index delivery_device on delivery(device, since);

-- When to try again. The row of sixteen zeros is about the central system itself.
create table local_delivery(
  person blob not null check(length(person)=16),
  id blob not null check(length(id)=16),
  tries integer not null,
  next_at integer not null,                             -- in milliseconds since 1970
  primary key (person, id)
) strict, without rowid;

-- What must not leave the sealed file, such as the key this laptop proves itself
-- with. It is in no copy that is not sealed.
create table local_secret(
  name text primary key,
  value blob not null
) strict, without rowid;

-- The installations that this one goes on from, where it was brought back from a
-- backup: what they recorded is this one's to send. Entries that stay on a laptop were
-- made on it.
insert into meta(name, value)
  select 'was:'||lower(hex(device)), '' from journal where scope='device' group by device;

-- Between laptops. The names of workers of other laptops, who recorded what came from
-- there; derived.

create table colleague(
  id blob primary key check(length(id)=16),
  name text not null
) strict, without rowid;

-- Who was put together with whom.

create index journal_merge on journal(rank, device, device_seq) where kind in ('person.merged','person.unmerged');

-- Purging. Once the centre has all of a person, what this laptop holds about them may
-- be emptied, behind an entry that says so. Of a line of the journal nothing but its
-- payload changes then, and that to nothing.

create index journal_purged on journal(person, seq) where kind='person.purged';

drop trigger journal_no_update;
create trigger journal_no_update before update on journal
  when not (new.payload is x'' and old.kind not in ('person.purged','delivery.receipted')
    and new.seq is old.seq and new.id is old.id and new.device is old.device and new.device_seq is old.device_seq
    and new.rank is old.rank and new.scope is old.scope and new.kind is old.kind and new.person is old.person
    and new.worker is old.worker and new.done_at is old.done_at and new.recorded_at is old.recorded_at
    and new.payload_sha is old.payload_sha and new.digest is old.digest and new.head is old.head
    and exists (select 1 from journal p where p.kind='person.purged' and p.person=old.person and p.seq>old.seq))
  begin select raise(abort, 'the journal only grows'); end;
