package nija

import (
	"errors"
	"fmt"
	"time"
)

const (
	pauseMin = 10 * time.Millisecond
	pauseMax = 2 * time.Second
)

// method is a method of the contract, and what it promises.
type method struct {
	service, name string
	// It changes nothing.
	isRead bool
	// A stream that starts with the next event, wherever that is.
	isPinned bool
}

// unanswered is an attempt that ended without an answer.
type unanswered struct {
	err error
	// The daemon may have acted on it.
	wasSent bool
	// The caller's context ended; otherwise the connection did.
	isGivenUp bool
}

func (u *unanswered) Error() string { return u.err.Error() }
func (u *unanswered) Unwrap() error { return u.err }

// tooLate is the error of a deadline that passed on this side.
func tooLate(format string, arguments ...any) *Error {
	return &Error{Code: DeadlineExceeded, Message: fmt.Sprintf(format, arguments...)}
}

// backoff has pauses that double, from 10 ms to 2 s. Its zero value is ready.
type backoff struct {
	last time.Duration
}

func (b *backoff) next() time.Duration {
	switch {
	case b.last == 0:
		b.last = pauseMin
	case b.last < pauseMax/2:
		b.last *= 2
	default:
		b.last = pauseMax
	}
	return b.last
}

func (b *backoff) reset() { b.last = 0 }

// attempts are those of one call, all with the same request and ids, until its deadline.
//
// Tried again is what cannot have happened (nobody listened, the daemon was unavailable), and what may be repeated:
// reads, and writes that carry an id. Any other write that was sent and not answered ends as OutcomeUnknownError at
// once.
type attempts struct {
	method    *method
	ids       []string
	pauses    backoff
	isInDoubt bool
}

// pauseAfter is how long to wait before the next attempt, when so much time is left; the error is how the call ends.
func (a *attempts) pauseAfter(failure error, left time.Duration) (time.Duration, error) {
	var unanswered *unanswered
	var unreachable *UnreachableError
	isUnanswered := errors.As(failure, &unanswered)
	if !isUnanswered && !errors.As(failure, &unreachable) && CodeOf(failure) != Unavailable {
		return 0, failure
	}
	if isUnanswered && unanswered.wasSent && !a.method.isRead {
		a.isInDoubt = true
		if len(a.ids) == 0 {
			return 0, a.end(failure)
		}
	}
	pause := a.pauses.next()
	if pause < left && !(isUnanswered && unanswered.isGivenUp) {
		return pause, nil
	}
	return 0, a.end(failure)
}

// end is how the call ends after its last failure.
func (a *attempts) end(failure error) error {
	// That a later attempt found nobody says nothing of an earlier one that was sent.
	if a.isInDoubt {
		return &OutcomeUnknownError{a.method.name, a.ids, failure}
	}
	var unanswered *unanswered
	if !errors.As(failure, &unanswered) {
		return failure
	}
	if unanswered.isGivenUp {
		return givenUp(a.method, unanswered.err)
	}
	return &ConnectionLostError{a.method.name, unanswered.err}
}
