package nija

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"nija/internal/wire"
)

const (
	// So many events of a call that nobody has asked for yet, and the socket is not read any more.
	waitingMax  = 256
	readBytes   = 64 << 10
	cancelLimit = time.Second
)

// link is one connection: a socket with the protocol's state machine behind it. Calls are in flight together.
type link struct {
	conn net.Conn
	// Held by who writes, so that requests go out in the sequence of their streams.
	turn chan struct{}

	mu    sync.Mutex // guards what follows
	state *wire.Connection
	calls map[uint32]*linkCall
	// Why the connection ended; ended is closed then.
	failure error
	ended   chan struct{}
}

// linkCall is a call in flight.
type linkCall struct {
	link   *link
	stream uint32
	events chan wire.Event
	// Closed when nobody waits for events any more.
	givenUp chan struct{}
}

// dial connects; the error is an *UnreachableError, or *unanswered when ctx ends.
func dial(ctx context.Context, path string) (*link, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", path)
	if err != nil {
		if ctx.Err() != nil {
			return nil, &unanswered{err: ctx.Err(), isGivenUp: true}
		}
		return nil, &UnreachableError{path, err}
	}
	l := &link{
		conn: conn, turn: make(chan struct{}, 1), state: wire.NewConnection(), calls: map[uint32]*linkCall{},
		ended: make(chan struct{}),
	}
	go l.receive()
	return l, nil
}

// isUsable tells whether another call may begin on it.
func (l *link) isUsable() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failure == nil && !l.state.IsExhausted()
}

func (l *link) close() {
	l.fail(&unanswered{err: errors.New("the connection was closed"), wasSent: true})
}

// fail ends the connection, once.
func (l *link) fail(failure error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failure == nil {
		l.failure = failure
		l.conn.Close()
		close(l.ended)
	}
}

func (l *link) whyEnded() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failure
}

// begin sends a request, which says when the call's time is over. The error says that it did not go out whole.
func (l *link) begin(ctx, whole context.Context, shape wire.Shape, m *method, payload []byte) (*linkCall, error) {
	request := wire.Request{Service: m.service, Method: m.name, Payload: payload, TimeoutNano: nanosecondsLeft(whole)}
	capacity := waitingMax
	if shape == wire.Unary {
		// A message and the end, so that a shared connection never waits for one of its calls.
		capacity = 2
	}
	call := &linkCall{link: l, events: make(chan wire.Event, capacity), givenUp: make(chan struct{})}
	err := l.send(ctx, func() (data []byte, err error) {
		call.stream, data, err = l.state.Begin(shape, request)
		if err == nil {
			l.calls[call.stream] = call
		}
		return data, err
	})
	if err != nil {
		return nil, err
	}
	return call, nil
}

// nanosecondsLeft is what a request says of its deadline; 0 when there is none.
func nanosecondsLeft(ctx context.Context) int64 {
	deadline, ok := ctx.Deadline()
	if !ok {
		return 0
	}
	if left := time.Until(deadline); left > 0 {
		return int64(left)
	}
	return 1
}

// send writes what the state machine says, in turn. What does not go out whole ends the connection.
func (l *link) send(ctx context.Context, step func() ([]byte, error)) error {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return &unanswered{err: ctx.Err(), isGivenUp: true}
	}
	l.mu.Lock()
	if l.failure != nil {
		l.mu.Unlock()
		return &unanswered{err: l.whyEnded()}
	}
	data, err := step()
	l.mu.Unlock()
	var tooLarge *wire.TooLarge
	if errors.As(err, &tooLarge) {
		return &Error{Code: ResourceExhausted, Message: tooLarge.Error(), Reason: "FRAME_TOO_LARGE"}
	}
	if err := l.write(ctx, data); err != nil {
		l.fail(&unanswered{err: err, wasSent: true})
		return &unanswered{err: err, isGivenUp: ctx.Err() != nil}
	}
	return nil
}

// write puts bytes out, until ctx ends.
func (l *link) write(ctx context.Context, data []byte) error {
	if len(data) == 0 {
		return nil
	}
	written, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-ctx.Done():
			// A failure shows in Write.
			_ = l.conn.SetWriteDeadline(time.Unix(1, 0))
		case <-written:
		}
	}()
	_, err := l.conn.Write(data)
	close(written)
	<-watched
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil && ctx.Err() != nil {
		err = l.conn.SetWriteDeadline(time.Time{})
	}
	return err
}

func (l *link) receive() {
	buffer := make([]byte, readBytes)
	for {
		count, err := l.conn.Read(buffer)
		l.mu.Lock()
		events, violation := l.state.Receive(buffer[:count])
		l.mu.Unlock()
		for _, event := range events {
			l.deliver(event)
		}
		if violation != nil {
			l.fail(&ProtocolError{violation})
			return
		}
		if err != nil {
			l.fail(&unanswered{err: errors.New("the connection ended"), wasSent: true})
			return
		}
	}
}

func (l *link) deliver(event wire.Event) {
	l.mu.Lock()
	call := l.calls[event.Stream]
	if event.Ended {
		delete(l.calls, event.Stream)
	}
	l.mu.Unlock()
	if call == nil {
		return
	}
	select {
	case call.events <- event:
	case <-call.givenUp:
	case <-l.ended:
	}
}

// isOver tells that the daemon has ended the call.
func (c *linkCall) isOver() bool {
	c.link.mu.Lock()
	defer c.link.mu.Unlock()
	return c.link.calls[c.stream] != c
}

// send writes a message of a client's stream.
func (c *linkCall) send(ctx context.Context, payload []byte) error {
	return c.link.send(ctx, func() ([]byte, error) { return c.link.state.Send(c.stream, payload) })
}

// halfClose says that no more messages come; the answer is still to come.
func (c *linkCall) halfClose(ctx context.Context) error {
	return c.link.send(ctx, func() ([]byte, error) { return c.link.state.HalfClose(c.stream), nil })
}

// cancel gives the call up, if it is not over. It does not wait for the daemon.
func (c *linkCall) cancel() {
	l := c.link
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.calls[c.stream] != c {
		return
	}
	delete(l.calls, c.stream)
	close(c.givenUp)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), cancelLimit)
		defer cancel()
		// A connection that takes no bytes for so long is at its end, and send has ended it.
		_ = l.send(ctx, func() ([]byte, error) { return l.state.Cancel(c.stream), nil })
	}()
}

// next waits for what comes of the call. The error is *unanswered when the connection or ctx ends, or a *ProtocolError.
func (c *linkCall) next(ctx context.Context) (wire.Event, error) {
	// What came before the end comes before it.
	select {
	case event := <-c.events:
		return event, nil
	default:
	}
	select {
	case event := <-c.events:
		return event, nil
	case <-c.link.ended:
	case <-ctx.Done():
		return wire.Event{}, &unanswered{err: ctx.Err(), wasSent: true, isGivenUp: true}
	}
	select {
	case event := <-c.events:
		return event, nil
	default:
		return wire.Event{}, c.link.whyEnded()
	}
}

// answer waits for the one answer of a call.
func (c *linkCall) answer(ctx context.Context) ([]byte, error) {
	var message []byte
	for {
		event, err := c.next(ctx)
		switch {
		case err != nil:
			return nil, err
		case event.Status != nil:
			return nil, errorOf(event.Status)
		case event.Ended:
			return message, nil
		}
		message = event.Message
	}
}
