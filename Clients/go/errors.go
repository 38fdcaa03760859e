package nija

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nija/internal/protobuf"
	"nija/internal/wire"
)

// Code says what kind of error the daemon answered with: one of gRPC's codes.
type Code int32

// The codes that nijad uses.
const (
	OK                 Code = 0
	Cancelled          Code = 1
	Unknown            Code = 2
	InvalidArgument    Code = 3
	DeadlineExceeded   Code = 4
	NotFound           Code = 5
	AlreadyExists      Code = 6
	PermissionDenied   Code = 7
	ResourceExhausted  Code = 8
	FailedPrecondition Code = 9
	Aborted            Code = 10
	OutOfRange         Code = 11
	Unimplemented      Code = 12
	Internal           Code = 13
	Unavailable        Code = 14
	DataLoss           Code = 15
	Unauthenticated    Code = 16
)

var codeNames = map[Code]string{
	OK: "OK", Cancelled: "CANCELLED", Unknown: "UNKNOWN", InvalidArgument: "INVALID_ARGUMENT",
	DeadlineExceeded: "DEADLINE_EXCEEDED", NotFound: "NOT_FOUND", AlreadyExists: "ALREADY_EXISTS",
	PermissionDenied: "PERMISSION_DENIED", ResourceExhausted: "RESOURCE_EXHAUSTED",
	FailedPrecondition: "FAILED_PRECONDITION", Aborted: "ABORTED", OutOfRange: "OUT_OF_RANGE",
	Unimplemented: "UNIMPLEMENTED", Internal: "INTERNAL", Unavailable: "UNAVAILABLE", DataLoss: "DATA_LOSS",
	Unauthenticated: "UNAUTHENTICATED",
}

// String is the code's name as docs/PROTOCOL.md has it.
func (c Code) String() string { return wordOf(codeNames, c) }

// FieldViolation is a field of a request that cannot be accepted: its path, and what would be right.
type FieldViolation struct {
	Field, Description string
}

// Error is what the daemon answered with instead of what was asked for. A deadline that passed on this side is one
// as well, with the code DeadlineExceeded; errors.Is finds context.DeadlineExceeded in both.
type Error struct {
	Code Code
	// For a person.
	Message string
	// For a program: UPPER_SNAKE_CASE, stable; empty when the daemon gave none.
	Reason string
	// Every field that cannot be accepted.
	Fields []FieldViolation
	// More about the reason.
	Metadata map[string]string
}

// Error tells the message, and every field that it does not tell already.
func (e *Error) Error() string {
	told := []string{e.Message}
	if e.Message == "" {
		told[0] = e.Code.String()
	}
	for _, each := range e.Fields {
		if !strings.Contains(e.Message, each.Description) {
			told = append(told, each.Field+" "+each.Description)
		}
	}
	return strings.Join(told, "; ")
}

// Is tells that a deadline of the daemon's is one of a context's.
func (e *Error) Is(target error) bool {
	return target == context.DeadlineExceeded && e.Code == DeadlineExceeded
}

// CodeOf is the code of the *Error in err: OK when err is nil, and Unknown when it has none.
func CodeOf(err error) Code {
	var refused *Error
	switch {
	case err == nil:
		return OK
	case errors.As(err, &refused):
		return refused.Code
	default:
		return Unknown
	}
}

// UnreachableError says that nobody listens on the socket, or that its permissions keep you out. Nothing was sent.
type UnreachableError struct {
	Path string
	Err  error
}

func (e *UnreachableError) Error() string { return fmt.Sprintf("cannot reach %s: %v", e.Path, e.Err) }

// Unwrap is what the system said.
func (e *UnreachableError) Unwrap() error { return e.Err }

// ConnectionLostError says that the connection ended before an answer came, and that nothing was changed: ask again.
type ConnectionLostError struct {
	Method string
	Err    error
}

func (e *ConnectionLostError) Error() string { return fmt.Sprintf("%s: %v", e.Method, e.Err) }

// Unwrap is how the connection ended.
func (e *ConnectionLostError) Unwrap() error { return e.Err }

// ProtocolError says that what came does not follow docs/PROTOCOL.md; the connection was closed.
type ProtocolError struct {
	Err error
}

func (e *ProtocolError) Error() string { return "this is not nija's protocol: " + e.Err.Error() }

// Unwrap is what was wrong.
func (e *ProtocolError) Unwrap() error { return e.Err }

// OutcomeUnknownError says that a write was sent and no answer came in time: it may have happened or not.
//
// Send it again with the same id to find out: the answer is the first one, with Duplicate set, if it had happened.
type OutcomeUnknownError struct {
	Method string
	// The ids that the request carried; none when its kind has no id.
	IDs []string
	Err error
}

func (e *OutcomeUnknownError) Error() string {
	return fmt.Sprintf("%s: %v; it may have happened or not. Send it again with the same id to find out.", e.Method, e.Err)
}

// Unwrap is why no answer came.
func (e *OutcomeUnknownError) Unwrap() error { return e.Err }

// ErrStreamClosed is what a stream says after its Close.
var ErrStreamClosed = errors.New("the stream was closed")

func errorOf(status *wire.Status) *Error {
	fields := make([]FieldViolation, 0, len(status.Fields))
	for _, each := range status.Fields {
		fields = append(fields, FieldViolation(each))
	}
	return &Error{Code(status.Code), status.Message, status.Reason, fields, status.Metadata}
}

// readStatus is the error in a field of a message; nil when it says OK.
func readStatus(r *protobuf.Reader) (found *Error) {
	r.Message(func(r *protobuf.Reader) {
		if status := wire.ReadStatus(r); status.Code != 0 {
			found = errorOf(status)
		}
	})
	return found
}
