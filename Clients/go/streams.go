package nija

import (
	"context"
	"errors"
	"io"
	"sync"

	"nija/internal/wire"
)

// lifetime ends a stream and its connection, from any goroutine.
type lifetime struct {
	ctx    context.Context
	cancel context.CancelFunc

	mu   sync.Mutex // guards link
	link *link
}

func newLifetime(ctx context.Context) *lifetime {
	made := &lifetime{}
	made.ctx, made.cancel = context.WithCancel(ctx)
	go func() {
		<-made.ctx.Done()
		made.disconnect()
	}()
	return made
}

// dial makes the stream's connection, which ends with it.
func (l *lifetime) dial(ctx context.Context, path string) (*link, error) {
	made, err := dial(ctx, path)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ctx.Err() != nil {
		made.close()
	}
	l.link = made
	return made, nil
}

// disconnect ends the connection, but not the stream.
func (l *lifetime) disconnect() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.link != nil {
		l.link.close()
		l.link = nil
	}
}

func (l *lifetime) close() {
	l.cancel()
	l.disconnect()
}

// within is a context that ends with ctx and with the stream.
func (l *lifetime) within(ctx context.Context) (context.Context, context.CancelFunc) {
	merged, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-l.ctx.Done():
			cancel()
		case <-merged.Done():
		}
	}()
	return merged, cancel
}

// why is what a stream that has ended says: its time is over, its context was cancelled, or it was closed.
func (l *lifetime) why(parent context.Context, m *method) error {
	switch {
	case errors.Is(parent.Err(), context.DeadlineExceeded):
		return tooLate("%s: the stream's time is over", m.name)
	case parent.Err() != nil:
		return parent.Err()
	default:
		return ErrStreamClosed
	}
}

// MessageStream has the messages of one call, until the daemon has sent all of them. It does not reconnect. One
// goroutine asks it; Close may come from any.
type MessageStream[T any] struct {
	client  *Client
	method  *method
	payload []byte
	decode  func([]byte) (*T, error)
	parent  context.Context
	life    *lifetime
	call    *linkCall
	end     error
}

// receiveFrom is a stream of messages, which begins with its first Next.
func receiveFrom[T any, P answer[T]](ctx context.Context, n *Client, m *method, request message) *MessageStream[T] {
	decode := func(data []byte) (*T, error) { return decoded[T, P](m, data) }
	return &MessageStream[T]{
		client: n, method: m, payload: encoded(request), decode: decode, parent: ctx, life: newLifetime(ctx),
	}
}

// Next waits for the next message. The error is io.EOF after the last one, and ctx's when that ends first; then the
// stream can be asked again.
func (s *MessageStream[T]) Next(ctx context.Context) (*T, error) {
	if s.end != nil {
		return nil, s.end
	}
	message, err := s.receive(ctx)
	switch {
	case err == nil:
		return message, nil
	case s.life.ctx.Err() != nil:
		s.end = s.life.why(s.parent, s.method)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	default:
		s.end = err
		s.life.close()
	}
	return nil, s.end
}

func (s *MessageStream[T]) receive(ctx context.Context) (*T, error) {
	ctx, cancel := s.life.within(ctx)
	defer cancel()
	if s.call == nil {
		link, err := s.life.dial(ctx, s.client.path)
		if err != nil {
			return nil, err
		}
		if s.call, err = link.begin(ctx, s.life.ctx, wire.ServerStream, s.method, s.payload); err != nil {
			return nil, (&attempts{method: s.method}).end(err)
		}
	}
	event, err := s.call.next(ctx)
	switch {
	case err != nil:
		return nil, (&attempts{method: s.method}).end(err)
	case event.Status != nil:
		return nil, errorOf(event.Status)
	case event.Ended:
		return nil, io.EOF
	}
	return s.decode(event.Message)
}

// Close ends the stream; Next says ErrStreamClosed then.
func (s *MessageStream[T]) Close() error {
	s.life.close()
	return nil
}

// SendStream takes the messages of one call, and has its answer. One goroutine uses it; Close may come from any.
//
// What was streamed is not streamed again by itself. Messages that carry an id get one, and the ids of the last one are
// told when the outcome is unknown.
type SendStream[A, T any] struct {
	client  *Client
	method  *method
	message func(*A) message
	decode  func([]byte) (*T, error)
	parent  context.Context
	life    *lifetime
	call    *linkCall
	ids     []string
}

// request is what can be sent, as a pointer to A.
type request[A any] interface {
	*A
	message
}

func sendTo[A, T any, PA request[A], PT answer[T]](
	ctx context.Context, n *Client, m *method,
) (*SendStream[A, T], error) {
	s := &SendStream[A, T]{
		client: n, method: m, parent: ctx, life: newLifetime(ctx),
		message: func(value *A) message { return PA(value) },
		decode:  func(data []byte) (*T, error) { return decoded[T, PT](m, data) },
	}
	opening, cancel := n.limited(ctx)
	defer cancel()
	link, err := s.life.dial(opening, n.path)
	if err == nil {
		s.call, err = link.begin(opening, s.life.ctx, wire.ClientStream, m, nil)
	}
	if err != nil {
		s.life.close()
		return nil, (&attempts{method: m}).end(err)
	}
	return s, nil
}

// Send sends a message, and waits until there is room for it. The error is io.EOF when the daemon has ended the call
// already; CloseAndReceive tells how.
func (s *SendStream[A, T]) Send(message *A) error {
	if s.call.isOver() {
		return io.EOF
	}
	sent, ids := s.message(message).identified()
	s.ids = ids
	if err := s.call.send(s.life.ctx, encoded(sent)); err != nil {
		return s.failed(err)
	}
	return nil
}

// CloseAndReceive says that there are no more messages, and waits for the answer: as long as the context that the
// stream began with, or the client's timeout if that has no deadline.
func (s *SendStream[A, T]) CloseAndReceive() (*T, error) {
	defer s.life.close()
	ctx, cancel := s.client.limited(s.life.ctx)
	defer cancel()
	// A connection that has ended may have brought the answer before.
	_ = s.call.halfClose(ctx)
	data, err := s.call.answer(ctx)
	if err != nil {
		return nil, s.failed(err)
	}
	return s.decode(data)
}

// Close gives the call up; the daemon forgets what is not on disk yet.
func (s *SendStream[A, T]) Close() error {
	s.life.close()
	return nil
}

// failed is how the call ends: what was sent may have happened.
func (s *SendStream[A, T]) failed(err error) error {
	var unanswered *unanswered
	if errors.As(err, &unanswered) && !s.method.isRead {
		return &OutcomeUnknownError{s.method.name, s.ids, err}
	}
	return (&attempts{method: s.method, ids: s.ids}).end(err)
}
