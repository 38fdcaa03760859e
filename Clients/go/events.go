package nija

import (
	"context"
	"errors"
	"fmt"

	"nija/internal/wire"
)

// EventStream has events in the sequence of the ledger, each once, however often the connection is lost: it reconnects
// by itself and resumes after the last event that it has delivered. One goroutine asks it; Close may come from any.
//
//	events := n.StreamTrades(ctx, nil)
//	defer events.Close()
//	for {
//		event, err := events.Next(ctx)
//		…
//	}
type EventStream struct {
	// Heartbeats and the daemon's going away are delivered as well. Set it before the first Next.
	Signs bool
	// Called when a connection was lost and is made again, with what was wrong. Set it before the first Next.
	OnReconnect func(error)

	client  *Client
	method  *method
	request followed
	decode  func([]byte) (*Event, error)
	parent  context.Context
	life    *lifetime
	call    *linkCall
	cursor  cursor
	pauses  backoff
	end     error
}

// followed is a request of a stream of events.
type followed interface {
	message
	following() following
	// resumed is the request with another start, if it has one.
	resumed(after *uint64) message
}

// told is an answer with an event.
type told[T any] interface {
	answer[T]
	event() *Event
}

func follow[T any, P told[T]](ctx context.Context, n *Client, m *method, request followed) *EventStream {
	decode := func(data []byte) (*Event, error) {
		message, err := decoded[T, P](m, data)
		if err != nil {
			return nil, err
		}
		event := P(message).event()
		if event == nil {
			return nil, &ProtocolError{fmt.Errorf("a message of %s has no event", m.name)}
		}
		return event, nil
	}
	return &EventStream{
		client: n, method: m, request: request, decode: decode, parent: ctx, life: newLifetime(ctx),
		cursor: cursor{sequence: request.following().after},
	}
}

// Sequence is where the stream stands: pass it as AfterSequence to go on from here another time. Nil before the first
// event.
func (s *EventStream) Sequence() *uint64 { return s.cursor.sequence }

// Close ends the stream; Next says ErrStreamClosed then.
func (s *EventStream) Close() error {
	s.life.close()
	return nil
}

// Open subscribes now, so that what happens from now on is part of the stream. Without it the first Next does that.
func (s *EventStream) Open(ctx context.Context) error {
	within, cancel := s.life.within(ctx)
	defer cancel()
	err := s.open(within)
	var unanswered *unanswered
	if errors.As(err, &unanswered) {
		return givenUp(s.method, unanswered.err)
	}
	return err
}

// Next waits for the next event. When ctx ends first, the error is ctx's and the stream can be asked again. Any other
// error is the end: that the daemon refused, that the stream's own context ended, or ErrStreamClosed.
func (s *EventStream) Next(ctx context.Context) (*Event, error) {
	for s.end == nil {
		event, failure := s.receive(ctx)
		switch {
		case failure == nil:
			if s.cursor.deliver(event) && (s.Signs || !isOfStream(event)) {
				return event, nil
			}
			continue
		case s.life.ctx.Err() != nil:
			s.end = s.life.why(s.parent, s.method)
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case s.cursor.isFinal(failure):
			s.end = failure
			s.life.close()
		default:
			s.reconnect(ctx, failure)
		}
	}
	return nil, s.end
}

func (s *EventStream) reconnect(ctx context.Context, failure error) {
	s.life.disconnect()
	s.call = nil
	if s.OnReconnect != nil {
		s.OnReconnect(failure)
	}
	ctx, cancel := s.life.within(ctx)
	defer cancel()
	// Who asks looks at its context before it tries again.
	_ = wait(ctx, s.pauses.next())
}

func (s *EventStream) open(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.client.timeout)
	defer cancel()
	if s.cursor.sequence == nil && s.method.isPinned {
		// Should the connection be lost before the first event, this is where the next one begins.
		status, err := s.client.GetStatus(ctx, nil)
		if CodeOf(err) == DeadlineExceeded {
			return &unanswered{err: err}
		}
		if err != nil {
			return err
		}
		s.cursor.sequence = &status.Sequence
	}
	link, err := s.life.dial(ctx, s.client.path)
	if err != nil {
		return err
	}
	payload := encoded(s.request.resumed(s.cursor.sequence))
	// The stream has no deadline for the daemon, which would end the stream for good.
	s.call, err = link.begin(ctx, context.Background(), wire.ServerStream, s.method, payload)
	s.cursor.opened()
	return err
}

func (s *EventStream) receive(ctx context.Context) (*Event, error) {
	for _, each := range []context.Context{s.life.ctx, ctx} {
		if each.Err() != nil {
			return nil, each.Err()
		}
	}
	if s.call == nil {
		within, cancel := s.life.within(ctx)
		err := s.open(within)
		cancel()
		if err != nil {
			return nil, err
		}
	}
	event, err := s.next(ctx)
	switch {
	case err != nil:
		return nil, err
	case event.Status != nil:
		return nil, errorOf(event.Status)
	case event.Ended:
		return nil, &unanswered{err: errors.New("the daemon ended the stream"), wasSent: true}
	}
	s.pauses.reset()
	return s.decode(event.Message)
}

// next waits for the daemon, until its silence tells that the connection is dead.
func (s *EventStream) next(ctx context.Context) (wire.Event, error) {
	select {
	case event := <-s.call.events:
		return event, nil
	default:
	}
	within, cancel := s.life.within(ctx)
	defer cancel()
	within, stop := context.WithTimeout(within, s.request.following().silence())
	defer stop()
	return s.call.next(within)
}
