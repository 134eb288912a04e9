package fhir

import "reflect"

// Three quarters of a resource are the four types below, which are written without a
// plan.

// writer is a type that knows how it is written.
type writer interface{ write(w *written) }

// writeItself has a value of such a type write itself.
func writeItself(w *written, v reflect.Value) { v.Interface().(writer).write(w) }

// optional writes a member whose value is a text, unless it is empty.
func (w *written) optional(name, value string) {
	if value == "" {
		return
	}
	w.member(name)
	w.text(value)
}

// member writes the name of one, with its quotes and colon.
func (w *written) member(name string) {
	b := w.b
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	w.b = append(b, name...)
}

func (w *written) extensions(all []Extension) {
	if len(all) > 0 {
		w.member(`"extension":`)
		v := reflect.ValueOf(all)
		planOf(v.Type())(w, v)
	}
}

func (c *Coding) write(w *written) {
	w.b = append(w.b, '{')
	w.extensions(c.Extension)
	w.optional(`"system":`, c.System)
	w.optional(`"code":`, c.Code)
	w.optional(`"display":`, c.Display)
	w.b = append(w.b, '}')
}

func (c *CodeableConcept) write(w *written) {
	w.b = append(w.b, '{')
	if len(c.Coding) > 0 {
		w.member(`"coding":`)
		mark := byte('[')
		for i := range c.Coding {
			w.b = append(w.b, mark)
			c.Coding[i].write(w)
			mark = ','
		}
		w.b = append(w.b, ']')
	}
	w.optional(`"text":`, c.Text)
	w.b = append(w.b, '}')
}

func (i *Identifier) write(w *written) {
	w.b = append(w.b, '{')
	w.extensions(i.Extension)
	w.optional(`"use":`, i.Use)
	w.optional(`"system":`, i.System)
	w.optional(`"value":`, i.Value)
	w.b = append(w.b, '}')
}

func (r *Reference) write(w *written) {
	w.b = append(w.b, '{')
	w.optional(`"reference":`, r.Reference)
	w.optional(`"type":`, r.Type)
	if r.Identifier != nil {
		w.member(`"identifier":`)
		r.Identifier.write(w)
	}
	w.optional(`"display":`, r.Display)
	w.b = append(w.b, '}')
}
