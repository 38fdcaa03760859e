//! Where a stream of events stands and where its next connection resumes, without sockets or clocks.

use std::time::Duration;

use crate::retrying::Failure;
use crate::{Code, Event, EventPayload};

const HEARTBEAT: Duration = Duration::from_secs(10);
const HEARTBEATS_MISSED_MAX: u32 = 3;
const SILENCE_MIN: Duration = Duration::from_secs(1);

/// The silence after which a stream's connection is dead.
pub fn silence(heartbeat: Option<Duration>) -> Duration {
    SILENCE_MIN.max(heartbeat.unwrap_or(HEARTBEAT).saturating_mul(HEARTBEATS_MISSED_MAX))
}

/// Whether an event tells of the stream and not of the ledger.
pub fn is_of_stream(event: &Event) -> bool {
    matches!(event.payload, Some(EventPayload::Heartbeat(_) | EventPayload::GoingAway(_)))
}

/// Whether an event is one of the ledger; figures, prices and portfolios have a sequence, but are none.
pub fn is_of_ledger(event: &Event) -> bool {
    let is_figure = matches!(
        event.payload,
        Some(EventPayload::Kpis(_) | EventPayload::Price(_) | EventPayload::Portfolio(_))
    );
    !is_of_stream(event) && !is_figure
}

/// The last event of a stream that was delivered.
#[derive(Debug, Default)]
pub struct Cursor {
    /// The sequence after which a new connection resumes; `None` before the first event.
    pub sequence: Option<u64>,
    /// Something came on the present connection.
    has_delivered: bool,
}

impl Cursor {
    pub fn new(sequence: Option<u64>) -> Cursor {
        Cursor { sequence, has_delivered: false }
    }

    /// A connection begins.
    pub fn opened(&mut self) {
        self.has_delivered = false;
    }

    /// Moves along; whether the event is news.
    pub fn deliver(&mut self, event: &Event) -> bool {
        self.has_delivered = true;
        let is_new = self.sequence.map_or(true, |sequence| event.sequence > sequence);
        let is_heartbeat = matches!(event.payload, Some(EventPayload::Heartbeat(_)));
        // A heartbeat says that everything up to it was delivered, so a new connection need not look
        // before it.
        if is_new && (is_of_ledger(event) || is_heartbeat) {
            self.sequence = Some(event.sequence);
        }
        is_new || !is_of_ledger(event)
    }

    /// Whether another connection would meet the same failure. A daemon ends a subscriber that is too
    /// far behind with RESOURCE_EXHAUSTED in the middle of its stream; such a one resumes.
    pub fn is_final(&self, failure: &Failure) -> bool {
        match failure {
            Failure::Violation(_) => true,
            Failure::Refused(refused) if refused.code == Code::UNAVAILABLE => false,
            Failure::Refused(refused) => !(refused.code == Code::RESOURCE_EXHAUSTED && self.has_delivered),
            Failure::Unreachable(_) | Failure::Unanswered { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests;
