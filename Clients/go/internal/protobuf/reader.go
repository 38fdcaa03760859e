package protobuf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"
	"unicode/utf8"
)

const (
	fieldMax = 1<<29 - 1
	// The widest span of time.Duration, in whole seconds.
	secondsMax = int64(math.MaxInt64 / time.Second)
)

// Reader reads the fields of a message, one after the other:
//
//	for r.Next() {
//		switch r.Field() {
//		case 1:
//			name = r.Text()
//		}
//	}
//	return r.Err()
//
// A field that nobody takes is passed over. The first thing that is wrong ends it.
type Reader struct {
	data   []byte
	field  int
	kind   int
	number uint64
	bytes  []byte
	err    error
}

// NewReader reads the message in data; what it gives out may share its memory.
func NewReader(data []byte) *Reader { return &Reader{data: data} }

// Err tells why the bytes are no message; nil when they are.
func (r *Reader) Err() error { return r.err }

// Fail ends the reading for a reason of the caller's.
func (r *Reader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Field is the number of the field that was come to.
func (r *Reader) Field() int { return r.field }

// Next comes to the next field; false at the end.
func (r *Reader) Next() bool {
	if r.err != nil || len(r.data) == 0 {
		return false
	}
	tag := r.varint()
	r.field, r.kind = int(tag>>3), int(tag&7)
	if r.err == nil && (tag>>3 == 0 || tag>>3 > fieldMax) {
		r.Fail(fmt.Errorf("%d is no number of a field", tag>>3))
	}
	switch r.kind {
	case varint:
		r.number = r.varint()
	case fixed64:
		if taken := r.take(8); taken != nil {
			r.number = binary.LittleEndian.Uint64(taken)
		}
	case bytes:
		r.bytes = r.take(r.varint())
	case fixed32:
		r.take(4)
	default:
		r.Fail(fmt.Errorf("field %d is laid out in a way that is not known: %d", r.field, r.kind))
	}
	return r.err == nil
}

func (r *Reader) varint() uint64 {
	value, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.Fail(errors.New("a number has no end"))
		return 0
	}
	r.data = r.data[size:]
	return value
}

func (r *Reader) take(size uint64) []byte {
	if size > uint64(len(r.data)) {
		r.Fail(errors.New("the bytes end inside a field"))
		return nil
	}
	taken := r.data[:size:size]
	r.data = r.data[size:]
	return taken
}

func (r *Reader) expect(kind int) bool {
	if r.kind != kind {
		r.Fail(fmt.Errorf("field %d is laid out as %d and should be as %d", r.field, r.kind, kind))
	}
	return r.err == nil
}

// Uint64 is the field's number.
func (r *Reader) Uint64() uint64 {
	if !r.expect(varint) {
		return 0
	}
	return r.number
}

// Int64 is the field's number.
func (r *Reader) Int64() int64 { return int64(r.Uint64()) }

// Int32 is the field's number, cut to its lower half.
func (r *Reader) Int32() int32 { return int32(r.Uint64()) }

// Uint32 is the field's number, cut to its lower half.
func (r *Reader) Uint32() uint32 { return uint32(r.Uint64()) }

// Bool is the field's truth value.
func (r *Reader) Bool() bool { return r.Uint64() != 0 }

// Double is the field's floating-point number.
func (r *Reader) Double() float64 {
	if !r.expect(fixed64) {
		return 0
	}
	return math.Float64frombits(r.number)
}

// Bytes are the field's bytes.
func (r *Reader) Bytes() []byte {
	if !r.expect(bytes) {
		return nil
	}
	return r.bytes
}

// Text is the field's string.
func (r *Reader) Text() string {
	data := r.Bytes()
	if !utf8.Valid(data) {
		r.Fail(fmt.Errorf("field %d is no UTF-8", r.field))
	}
	return string(data)
}

// Message lets decode read the message in the field.
func (r *Reader) Message(decode func(*Reader)) {
	inner := NewReader(r.Bytes())
	decode(inner)
	if inner.err != nil {
		r.Fail(fmt.Errorf("in field %d: %w", r.field, inner.err))
	}
}

// Packed calls each for every number of the field, whether they are packed or come alone.
func (r *Reader) Packed(each func(uint64)) {
	if r.kind == varint {
		each(r.number)
		return
	}
	r.Message(func(inner *Reader) {
		for inner.err == nil && len(inner.data) > 0 {
			if number := inner.varint(); inner.err == nil {
				each(number)
			}
		}
	})
}

// Time is the field's google.protobuf.Timestamp, in UTC.
func (r *Reader) Time() time.Time {
	seconds, nanoseconds := r.pair()
	return time.Unix(seconds, nanoseconds).UTC()
}

// Duration is the field's google.protobuf.Duration; one of more than 292 years is an error.
func (r *Reader) Duration() time.Duration {
	seconds, nanoseconds := r.pair()
	if seconds >= secondsMax || seconds <= -secondsMax {
		r.Fail(fmt.Errorf("field %d: %d seconds are longer than a time.Duration", r.field, seconds))
		return 0
	}
	return time.Duration(seconds)*time.Second + time.Duration(nanoseconds)
}

func (r *Reader) pair() (seconds, nanoseconds int64) {
	r.Message(func(inner *Reader) {
		for inner.Next() {
			switch inner.Field() {
			case 1:
				seconds = inner.Int64()
			case 2:
				nanoseconds = int64(inner.Int32())
			}
		}
	})
	return seconds, nanoseconds
}
