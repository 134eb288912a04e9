// validate.mjs FILE: reads resources, one on a line, and says what is wrong with
// them, a line each; the last line counts them. It ends with 1 if anything was.
//
// Structure and value sets of FHIR R4 are checked by the package "fhir". The means
// of each QuestionnaireResponse are worked out again by the package "fhirpath" from
// the formulas of the Questionnaire, as a form of another program would, and have
// to be those in the response: the same number, or none.
import fs from 'node:fs';
import readline from 'node:readline';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { Fhir } = require('fhir');
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');

const structure = new Fhir();
const VARIABLE = 'http://hl7.org/fhir/StructureDefinition/variable';
const CALCULATED = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression';
let count = 0, errors = 0, means = 0, without = 0;
const wrong = (where, message) => { errors++; console.log(`${where}\t${message}`); };

function formulas(questionnaire) {
  const expressions = (element, url) => (element.extension ?? []).filter((e) => e.url === url).map((e) => e.valueExpression);
  return {
    variables: expressions(questionnaire, VARIABLE).map((e) => [e.name, fhirpath.compile(e.expression, r4)]),
    means: questionnaire.item.flatMap((item) => expressions(item, CALCULATED).map((e) => [item.linkId, fhirpath.compile(e.expression, r4)])),
  };
}

function compare(response, forms, where) {
  const known = { resource: response };
  for (const [name, formula] of forms.variables) known[name] = formula(response, known);
  for (const [link, formula] of forms.means) {
    const [now] = formula(response, known);
    const recorded = response.item?.find((item) => item.linkId === link)?.answer?.[0].valueDecimal;
    if (now !== recorded) wrong(where, `${link}: the formula gives ${now}, the response has ${recorded}`);
    if (now === undefined) without++; else means++;
  }
}

const responses = [];
let forms;
for await (const line of readline.createInterface({ input: fs.createReadStream(process.argv[2]), crlfDelay: Infinity })) {
  count++;
  const resource = JSON.parse(line), where = `line ${count}, ${resource.resourceType}`;
  for (const m of structure.validate(resource, { errorOnUnexpected: true }).messages ?? []) {
    if (m.severity === 'error' || m.severity === 'fatal') wrong(where, `${m.location}: ${m.message}`);
  }
  if (resource.resourceType === 'Questionnaire') forms = formulas(resource);
  if (resource.resourceType === 'QuestionnaireResponse') responses.push([resource, where]);
}
if (!forms) wrong('the file', 'has no Questionnaire');
else for (const [response, where] of responses) compare(response, forms, where);
console.log(`${count} resources, ${means} means recomputed, ${without} rightly absent, ${errors} errors`);
process.exit(errors ? 1 : 0);
