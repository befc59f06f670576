//! Where the server is in its life: the one truth that health, handlers and streams go by.

use tokio::sync::watch;

use super::status::Refusal;

/// A part of the server's life; each is left for a later one only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Not ready yet.
    Warming,
    /// Open for calls.
    Serving,
    /// Still open, but asks to be left: load balancers need a moment to look elsewhere.
    Leaving,
    /// Finishes what is under way.
    Draining,
    /// Out of patience: whatever is still under way is to end now.
    Stopped,
}

/// The phase, as seen from anywhere.
#[derive(Clone)]
pub(super) struct Phases {
    now: watch::Sender<Phase>,
}

impl Phases {
    pub fn new() -> Self {
        Phases {
            now: watch::Sender::new(Phase::Warming),
        }
    }

    /// Goes on to `phase`, unless the server is past it.
    pub fn enter(&self, phase: Phase) {
        self.now.send_if_modified(|now| {
            let later = phase > *now;
            *now = phase.max(*now);
            later
        });
    }

    /// Refuses a call that may not start now.
    pub fn admit(&self) -> Result<(), Refusal> {
        match self.now() {
            Phase::Serving | Phase::Leaving => Ok(()),
            Phase::Warming => Err(Refusal::Warming),
            Phase::Draining | Phase::Stopped => Err(Refusal::Draining),
        }
    }

    pub fn now(&self) -> Phase {
        *self.now.borrow()
    }

    /// Ready once `phase` is entered or passed.
    pub async fn reached(self, phase: Phase) {
        self.when(|now| *now >= phase).await;
    }

    /// Ready with the next phase after `phase`.
    pub async fn after(&self, phase: Phase) -> Phase {
        self.when(|now| *now > phase).await
    }

    async fn when(&self, true_of: impl FnMut(&Phase) -> bool) -> Phase {
        let mut changes = self.now.subscribe();
        let phase = changes.wait_for(true_of).await;
        *phase.expect("`self` holds the sender")
    }
}
