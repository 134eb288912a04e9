// Asks DuckDB for the numbers of the team report over our Parquet files, and whether
// the means in them follow from the answers. Its arguments are the folder of the
// files and the domains of the first mean, with a comma between. It prints one object
// of JSON.
import { DuckDBInstance } from '@duckdb/node-api'

const [folder, life] = process.argv.slice(2)
const list = life.split(',').map((d) => `'${d}'`).join(',')
const db = await (await DuckDBInstance.create(':memory:')).connect()
const rows = async (sql) => (await db.runAndReadAll(sql)).getRowsJson()

const counted = `select assessment, person, referral, done_on from '${folder}/assessments-*.parquet'
  where status <> 'draft' and not struck_out and completion is distinct from 'proxy'`
const report = `with counted as (${counted}),
  rated as (select c.person, c.referral, a.domain, a.rating, a.more_help, c.done_on from '${folder}/answers-*.parquet' a join counted c using (assessment) where a.state = 'rated'),
  pairs as (select person, referral, domain, arg_min(rating, done_on) begun, arg_max(rating, done_on) latest, count(*) n from rated group by all)
  select domain, count(*) people, avg(begun) mean_begun, avg(latest) mean_latest, avg(latest - begun) mean_change,
    count(*) filter (where latest > begun) better, count(*) filter (where latest < begun) worse
  from pairs where n > 1 group by domain order by domain`
const means = `with worked as (select assessment, sum(rating) total, count(*) n from '${folder}/answers-*.parquet'
    where state = 'rated' and domain in (${list}) group by assessment)
  select count(*) all_of_them, count(*) filter (where case when coalesce(n, 0) * 2 >= ${life.split(',').length}
    then life_mean is null or abs(life_mean - total / n) > 0.005001 else life_mean is not null end) wrong
  from '${folder}/assessments-*.parquet' left join worked using (assessment)`

const times = []
let answer
for (let i = 0; i < 4; i++) {
  const began = performance.now()
  answer = await rows(report)
  times.push(performance.now() - began)
}
const [all, wrong] = (await rows(means))[0].map(Number)
const [[version]] = await rows('select version()')
console.log(JSON.stringify({ version, milliseconds: Math.min(...times.slice(1)), domains: answer.length, assessments: all, wrong }))
