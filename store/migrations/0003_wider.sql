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
