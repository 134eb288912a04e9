package transfer

// Guard is guard, for the tests.
var Guard = guard
