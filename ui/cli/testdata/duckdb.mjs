// Asks DuckDB for the numbers of the team report over our Parquet files, and whether
// the means in them follow from the answers. Its arguments are the folder of the
// files, the first and the last day of the span, and the domains of the two means, each
// with a comma between. It prints one object of JSON.
//
// What is not in the files is not asked: the goals' places among the Goal-Based
// Outcomes, and what people told about themselves. No two DIALOGs of one person are of
// one day in the measured record.
import { DuckDBInstance } from '@duckdb/node-api'

const [folder, from, to, life, treatment] = process.argv.slice(2)
const table = (name) => `'${folder}/${name}-*.parquet'`
const among = (domains) => domains.split(',').map((d) => `'${d}'`).join(',')
const half = (domains) => domains.split(',').length / 2
const db = await (await DuckDBInstance.create(':memory:')).connect()
const rows = async (sql) => (await db.runAndReadAll(sql)).getRowsJson()

// What the figures are counted from: the DIALOGs up to the last day that count, the
// answers of those that people gave themselves, their means, and the referrals by group.
// Numbers stand for identifiers, which spares DuckDB most of its work.
const lifeItem = `domain in (${among(life)})`
const treatmentItem = `domain in (${among(treatment)})`
const prepared = [
  `create or replace temp table person as select row_number() over () who, person, birth_date from ${table('people')}`,
  `create or replace temp table referral as select row_number() over () part_of, r.referral, p.who, p.birth_date, r.received, r.closed, r.setting
    from ${table('referrals')} r join person p using (person)`,
  `create or replace temp table taken as
    select row_number() over () dialog, a.assessment, p.who, r.part_of, a.done_on, a.done_on >= date '${from}' spanned, a.status = 'finished' complete,
      a.completion is not distinct from 'proxy' proxy
    from ${table('assessments')} a join person p using (person) left join referral r on r.referral = a.referral and r.who = p.who
    where not a.struck_out and a.done_on <= date '${to}' and (a.status = 'finished'
      or a.status = 'closed' and a.assessment in (select assessment from ${table('answers')} where state = 'rated'))`,
  `create or replace temp table answered as
    select t.dialog, t.part_of, t.done_on, t.spanned, a.domain, a.state, a.rating, a.more_help
    from ${table('answers')} a join taken t using (assessment) where not t.proxy`,
  `create or replace temp table latest as select arg_max(dialog, done_on) dialog from taken where spanned and not proxy group by who`,
  `create or replace temp table stands as select domain, rating from answered join latest using (dialog) where state = 'rated'`,
  `create or replace temp table mean as
    select avg(rating) filter (where ${lifeItem}) life, count(*) filter (where ${lifeItem}) life_rated,
      avg(rating) filter (where ${treatmentItem}) treatment, count(*) filter (where ${treatmentItem}) treatment_rated
    from answered join latest using (dialog) where state = 'rated' group by dialog`,
  `create or replace temp table followed as
    select part_of, if(closed <= date '${to}', 'closed', 'open') grouped, case when setting = 'acute' then 'acute' when received is null then 'no-received'
        when received < date '2019-04-01' then 'early' when birth_date is null then 'no-birth-date' when date_sub('year', birth_date, received) < 18 then 'under-age'
        when (closed is null or closed > date '${to}') and date '${to}' - received < 180 then 'short' end left_out
    from referral where (received is null or received <= date '${to}') and (closed is null or closed >= date '${from}')`,
  `create or replace temp table paired as
    select f.grouped, part_of, a.domain, arg_min(a.rating, a.done_on) begun, arg_max(a.rating, a.done_on) latest
    from answered a join followed f using (part_of) where a.state = 'rated' and f.left_out is null
    group by all having max(a.done_on) > min(a.done_on)`,
]

// The numbers, each a key and a value.
const spread = (key, of, from) => ['people', 'mean', 'spread'].map((what, i) =>
  `select ${key} || '/${what}', ${['count', 'avg', 'stddev_samp'][i]}(${of}) from ${from} group by all`)
const settled = `state in ('rated', 'declined', 'not-applicable', 'later')`
const numbers = [
  `select 'reach/people', count(distinct who) from taken where spanned and not proxy`,
  `select 'reach/' || if(proxy, 'other', if(complete, 'finished', 'incomplete')), count(*) from taken where spanned group by all`,
  `select 'reach/no-referral', count(*) from taken where spanned and not proxy and part_of is null`,
  `select 'completeness/' || domain || '/' || state, count(*) from answered where spanned and ${settled} group by all`,
  `select 'completeness/' || domain || '/not-seen', (select count(*) from taken where spanned and not proxy) - count(*) filter (where ${settled})
    from answered where spanned group by domain`,
  ...spread(`'latest/' || domain`, 'rating', 'stands'),
  ...spread(`'life'`, 'life', `mean where life_rated >= ${half(life)}`),
  ...spread(`'treatment'`, 'treatment', `mean where treatment_rated >= ${half(treatment)}`),
  `select 'left-out/' || left_out, count(*) from followed where left_out is not null group by all`,
  `select 'followed/' || grouped || '/referrals', count(*) from followed where left_out is null group by all`,
  `select 'followed/' || grouped || '/twice', count(*) from followed where left_out is null
    and part_of in (select part_of from taken where part_of is not null group by part_of having count(distinct done_on) > 1) group by all`,
  `select 'followed/' || grouped || '/paired', count(distinct part_of) from paired where ${lifeItem} group by all`,
  `select 'outcomes/' || grouped || '/' || domain || '/' || if(latest > begun, 'improved', if(latest < begun, 'worse', 'same')), count(*) from paired group by all`,
  ...spread(`'outcomes/' || grouped || '/' || domain`, '(latest - begun)', 'paired'),
  // There are no actions in the measured record: nothing was agreed for any wish.
  `with following as (select dialog, lead(dialog) over (partition by who order by done_on) next_one from taken where not proxy),
    wish as (select f.next_one, n.more_help from answered w join following f using (dialog)
      left join answered n on n.dialog = f.next_one and n.domain = w.domain where w.spanned and w.more_help = 'yes')
  select 'asked/' || case when next_one is null then 'none-yet' when more_help = 'yes' then 'still' when more_help = 'no' then 'not-now' else 'not-answered' end, count(*)
  from wish group by all`,
]

const means = `with worked as (select assessment, sum(rating) total, count(*) n from ${table('answers')}
    where state = 'rated' and domain in (${among(life)}) group by assessment)
  select count(*) all_of_them, count(*) filter (where case when coalesce(n, 0) >= ${half(life)}
    then life_mean is null or abs(life_mean - total / n) > 0.005001 else life_mean is not null end) wrong
  from ${table('assessments')} left join worked using (assessment)`

const times = []
let report
for (let i = 0; i < 4; i++) {
  const began = performance.now()
  for (const sql of prepared) await db.run(sql)
  report = {}
  for (const sql of numbers) for (const [key, value] of await rows(sql)) report[key] = Number(value)
  times.push(performance.now() - began)
}
const [all, wrong] = (await rows(means))[0].map(Number)
const [[version]] = await rows('select version()')
console.log(JSON.stringify({ version, milliseconds: Math.min(...times.slice(1)), report, assessments: all, wrong }))
