// Package protobuf has the primitives of protobuf's encoding, for messages whose code is generated.
package protobuf

import (
	"encoding/binary"
	"math"
	"time"
)

// How a field is laid out.
const (
	varint  = 0
	fixed64 = 1
	bytes   = 2
	fixed32 = 5
)

// Writer writes the fields of a message. Its zero value is ready.
type Writer struct {
	data []byte
}

// Encoded is all that was written.
func (w *Writer) Encoded() []byte { return w.data }

// Varint writes a number without a field, as in a packed list.
func (w *Writer) Varint(value uint64) {
	w.data = binary.AppendUvarint(w.data, value)
}

func (w *Writer) tag(field, kind int) {
	w.Varint(uint64(field)<<3 | uint64(kind))
}

// Number writes a whole number; negative ones come as their two's complement.
func (w *Writer) Number(field int, value uint64) {
	w.tag(field, varint)
	w.Varint(value)
}

// Bool writes a truth value.
func (w *Writer) Bool(field int, value bool) {
	number := uint64(0)
	if value {
		number = 1
	}
	w.Number(field, number)
}

// Double writes a floating-point number.
func (w *Writer) Double(field int, value float64) {
	w.tag(field, fixed64)
	w.data = binary.LittleEndian.AppendUint64(w.data, math.Float64bits(value))
}

// Bytes writes bytes.
func (w *Writer) Bytes(field int, value []byte) {
	w.tag(field, bytes)
	w.Varint(uint64(len(value)))
	w.data = append(w.data, value...)
}

// Text writes a string.
func (w *Writer) Text(field int, value string) {
	w.tag(field, bytes)
	w.Varint(uint64(len(value)))
	w.data = append(w.data, value...)
}

// Message writes what encode does.
func (w *Writer) Message(field int, encode func(*Writer)) {
	var inner Writer
	encode(&inner)
	w.Bytes(field, inner.data)
}

// Time writes a google.protobuf.Timestamp.
func (w *Writer) Time(field int, value time.Time) {
	w.pair(field, value.Unix(), int64(value.Nanosecond()))
}

// Duration writes a google.protobuf.Duration.
func (w *Writer) Duration(field int, value time.Duration) {
	w.pair(field, int64(value/time.Second), int64(value%time.Second))
}

func (w *Writer) pair(field int, seconds, nanoseconds int64) {
	w.Message(field, func(w *Writer) {
		if seconds != 0 {
			w.Number(1, uint64(seconds))
		}
		if nanoseconds != 0 {
			w.Number(2, uint64(nanoseconds))
		}
	})
}
