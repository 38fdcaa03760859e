package wire

import (
	"fmt"
	"math"

	"nija/internal/protobuf"
)

// Shape says who streams in a call.
type Shape struct {
	flags         byte
	clientStreams bool
	serverStreams bool
}

// The shapes of calls.
var (
	Unary        = Shape{}
	ServerStream = Shape{flags: flagRemoteClosed, serverStreams: true}
	ClientStream = Shape{flags: flagRemoteOpen, clientStreams: true}
	BothWays     = Shape{flags: flagRemoteOpen, clientStreams: true, serverStreams: true}
)

// Request begins a call.
type Request struct {
	Service, Method string
	Payload         []byte
	// How long the caller waits, in nanoseconds; 0 is for ever.
	TimeoutNano int64
}

// Event is what happened to a call: a message came, or it ended, with a status when it went wrong.
type Event struct {
	Stream  uint32
	Message []byte
	Ended   bool
	Status  *Status
}

// TooLarge is a message that does not fit a frame.
type TooLarge struct {
	Size int
}

func (e *TooLarge) Error() string {
	return fmt.Sprintf("the request is %d bytes; the limit is %d", e.Size, DataBytesMax)
}

type openCall struct {
	shape Shape
	// The client may still send.
	isOpen bool
}

// Connection is the client's side of a connection; it is made by NewConnection.
//
// A call that is not in calls is closed: ended by the server, or cancelled here. What still arrives for such a call
// crossed with that and is ignored; what arrives for one that never was is a violation.
type Connection struct {
	decoder decoder
	calls   map[uint32]*openCall
	// Wider than an id, so that it can stand past the last one.
	nextStream uint64
}

// NewConnection has no calls yet.
func NewConnection() *Connection {
	return &Connection{calls: map[uint32]*openCall{}, nextStream: 1}
}

// IsExhausted tells that its ids are used up, so that the next call needs a new connection.
func (c *Connection) IsExhausted() bool { return c.nextStream > math.MaxUint32 }

// Begin begins a call: its stream, and what to send. The error is a *TooLarge.
func (c *Connection) Begin(shape Shape, request Request) (stream uint32, data []byte, err error) {
	var w protobuf.Writer
	w.Text(1, request.Service)
	w.Text(2, request.Method)
	if len(request.Payload) > 0 {
		w.Bytes(3, request.Payload)
	}
	if request.TimeoutNano != 0 {
		w.Number(4, uint64(request.TimeoutNano))
	}
	if len(w.Encoded()) > DataBytesMax {
		return 0, nil, &TooLarge{len(w.Encoded())}
	}
	stream = uint32(c.nextStream)
	c.nextStream += 2
	c.calls[stream] = &openCall{shape: shape, isOpen: shape.clientStreams}
	return stream, frame{stream, typeRequest, shape.flags, w.Encoded()}.appendTo(nil), nil
}

// Send is a message of a client's stream, for sending; nothing when the call has ended meanwhile.
func (c *Connection) Send(stream uint32, payload []byte) ([]byte, error) {
	if len(payload) > DataBytesMax {
		return nil, &TooLarge{len(payload)}
	}
	if call := c.calls[stream]; call == nil || !call.isOpen {
		return nil, nil
	}
	return frame{stream, typeData, 0, payload}.appendTo(nil), nil
}

// HalfClose is the end of a client's stream, for sending; its answer is still to come.
func (c *Connection) HalfClose(stream uint32) []byte {
	call := c.calls[stream]
	if call == nil || !call.isOpen {
		return nil
	}
	call.isOpen = false
	return frame{stream, typeData, flagRemoteClosed | flagNoData, nil}.appendTo(nil)
}

// Cancel gives a call up, for sending; nothing when it has ended.
func (c *Connection) Cancel(stream uint32) []byte {
	if c.calls[stream] == nil {
		return nil
	}
	delete(c.calls, stream)
	return frame{stream, typeCancel, 0, nil}.appendTo(nil)
}

// Receive is what bytes from the server say. After a *Violation, which comes with the events before it, the connection
// must be closed.
func (c *Connection) Receive(data []byte) (events []Event, err error) {
	frames, malformed := c.decoder.feed(data)
	for _, each := range frames {
		if events, err = c.onFrame(each, events); err != nil {
			return events, err
		}
	}
	return events, malformed
}

func (c *Connection) onFrame(f frame, events []Event) ([]Event, error) {
	if f.kind != typeResponse && f.kind != typeData {
		return events, nil
	}
	call := c.calls[f.stream]
	switch {
	case call == nil && (f.stream%2 == 0 || uint64(f.stream) >= c.nextStream):
		return events, violation("a frame is for stream %d, which was never opened", f.stream)
	case call == nil:
		return events, nil
	case f.kind == typeResponse:
		return c.onResponse(call, f, events)
	default:
		return c.onData(call, f, events)
	}
}

func (c *Connection) onResponse(call *openCall, f frame, events []Event) ([]Event, error) {
	payload, status, err := readResponse(f.data)
	if err != nil {
		return events, violation("the response on stream %d cannot be read: %v", f.stream, err)
	}
	delete(c.calls, f.stream)
	if status == nil && !call.shape.serverStreams {
		events = append(events, Event{Stream: f.stream, Message: payload})
	}
	return append(events, Event{Stream: f.stream, Ended: true, Status: status}), nil
}

func (c *Connection) onData(call *openCall, f frame, events []Event) ([]Event, error) {
	if !call.shape.serverStreams {
		return events, violation("stream %d has one answer and got a message of a stream", f.stream)
	}
	if f.flags&flagNoData == 0 {
		events = append(events, Event{Stream: f.stream, Message: f.data})
	}
	if f.flags&flagRemoteClosed != 0 {
		delete(c.calls, f.stream)
		events = append(events, Event{Stream: f.stream, Ended: true})
	}
	return events, nil
}
