package nija

import (
	"errors"
	"time"
)

const (
	heartbeatDefault    = 10 * time.Second
	heartbeatsMissedMax = 3
	silenceMin          = time.Second
)

// following is what a request of a stream of events says of where it starts and how often it is heard of.
type following struct {
	after     *uint64
	heartbeat *time.Duration
}

// silence is how long nothing may come before a stream's connection is dead.
func (f following) silence() time.Duration {
	interval := heartbeatDefault
	if f.heartbeat != nil {
		interval = *f.heartbeat
	}
	if silence := interval * heartbeatsMissedMax; silence > silenceMin {
		return silence
	}
	return silenceMin
}

// cursor is the last event of a stream that was delivered.
type cursor struct {
	// The sequence after which a new connection resumes; nil before the first event.
	sequence *uint64
	// Something came on the present connection.
	hasDelivered bool
}

// isOfStream tells that an event tells of the stream and not of the ledger.
func isOfStream(event *Event) bool { return event.Heartbeat != nil || event.GoingAway != nil }

// isOfLedger tells that an event is one of the ledger; figures, prices and portfolios have a sequence, but are none.
func isOfLedger(event *Event) bool {
	return !isOfStream(event) && event.Kpis == nil && event.Price == nil && event.Portfolio == nil
}

// opened: a connection begins.
func (c *cursor) opened() { c.hasDelivered = false }

// deliver moves along, and tells whether the event is news.
func (c *cursor) deliver(event *Event) bool {
	c.hasDelivered = true
	isNew := c.sequence == nil || event.Sequence > *c.sequence
	// A heartbeat says that everything up to it was delivered, so a new connection need not look before it.
	if isNew && (isOfLedger(event) || event.Heartbeat != nil) {
		c.sequence = Ptr(event.Sequence)
	}
	return isNew || !isOfLedger(event)
}

// isFinal tells whether another connection would meet the same error. A daemon ends a subscriber that is too far behind
// with RESOURCE_EXHAUSTED in the middle of its stream; such a one resumes.
func (c *cursor) isFinal(failure error) bool {
	var refused *Error
	var violation *ProtocolError
	if errors.As(failure, &violation) {
		return true
	}
	if !errors.As(failure, &refused) || refused.Code == Unavailable {
		return false
	}
	return !(refused.Code == ResourceExhausted && c.hasDelivered)
}
