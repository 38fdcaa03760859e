// Package wire speaks docs/PROTOCOL.md as state machines, without sockets and clocks.
package wire

import (
	"encoding/binary"
	"fmt"
)

// Types of frames.
const (
	typeRequest  = 0x01
	typeResponse = 0x02
	typeData     = 0x03
	typeCancel   = 0x10
)

// Flags of frames.
const (
	flagRemoteClosed = 0x01
	flagRemoteOpen   = 0x02
	flagNoData       = 0x04
)

const (
	headerBytes = 10
	// DataBytesMax is the largest data of a frame.
	DataBytesMax = 4 << 20
)

// Violation is what no server of this protocol would send; the connection must be closed.
type Violation struct {
	Message string
}

func (v *Violation) Error() string { return v.Message }

func violation(format string, arguments ...any) *Violation {
	return &Violation{fmt.Sprintf(format, arguments...)}
}

type frame struct {
	stream uint32
	kind   byte
	flags  byte
	data   []byte
}

func (f frame) appendTo(data []byte) []byte {
	data = binary.BigEndian.AppendUint32(data, uint32(len(f.data)))
	data = binary.BigEndian.AppendUint32(data, f.stream)
	data = append(data, f.kind, f.flags)
	return append(data, f.data...)
}

// decoder cuts bytes into frames, however they arrive. Its zero value is ready.
type decoder struct {
	waiting []byte
}

// feed takes in bytes and returns the frames that they complete, and with them what is wrong with what follows.
func (d *decoder) feed(data []byte) (frames []frame, err error) {
	d.waiting = append(d.waiting, data...)
	rest := d.waiting
	for len(rest) >= headerBytes {
		size := binary.BigEndian.Uint32(rest)
		if size > DataBytesMax {
			err = violation("a frame declares %d bytes; the limit is %d", size, DataBytesMax)
			break
		}
		end := headerBytes + int(size)
		if len(rest) < end {
			break
		}
		// A copy, for the frames outlive the buffer.
		body := append([]byte(nil), rest[headerBytes:end]...)
		frames = append(frames, frame{binary.BigEndian.Uint32(rest[4:]), rest[8], rest[9], body})
		rest = rest[end:]
	}
	d.waiting = append(d.waiting[:0], rest...)
	return frames, err
}
