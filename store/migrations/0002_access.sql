-- Whose record it is to open, and what workers may do. Nothing of this was recorded
-- before, but for the teams of open referrals.

alter table person add column teams text;               -- of open referrals, a line each, sorted
alter table person add column caseload blob;            -- the workers on whose caseload, 16 bytes each, sorted
alter table person add column sensitive integer not null default 0;
alter table person add column named blob;               -- the workers who may open a sensitive record, likewise

update person set teams=(select group_concat(team, char(10)) from (
  select distinct team from referral where referral.person=person.id and closed is null and team is not null order by team));

alter table worker add column role text;
alter table worker add column team text;
alter table worker add column has_left integer not null default 0;
