package fhir

// ParseJSON is parse, for the tests.
var ParseJSON = parse

// Primitive is primitive, for the tests.
var Primitive = primitive
