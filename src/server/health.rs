//! `grpc.health.v1`, straight from the server's phase, so that it cannot say anything else than
//! what the handlers do.

use std::future::ready;
use std::pin::Pin;

use futures_util::{Stream, StreamExt, stream};
use tonic::{Request, Response, Status};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_server::Health;
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};

use super::phase::{Phase, Phases};
use crate::proto::SERVICE_NAME;

/// The health of the server as a whole (`""`) and of its service, which is the same.
pub(super) struct HealthOf(pub Phases);

type Watch = Pin<Box<dyn Stream<Item = Result<HealthCheckResponse, Status>> + Send>>;

#[tonic::async_trait]
impl Health for HealthOf {
    async fn check(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<HealthCheckResponse>, Status> {
        if is_ours(&request.get_ref().service) {
            Ok(Response::new(response(serving(self.0.now()))))
        } else {
            Err(Status::not_found("no such service"))
        }
    }

    type WatchStream = Watch;

    /// Says each change once, and ends when the server drains: an open watch must not hold it up.
    async fn watch(&self, request: Request<HealthCheckRequest>) -> Result<Response<Watch>, Status> {
        let phases = self.0.clone();
        if !is_ours(&request.get_ref().service) {
            // A service that is not there may come, says the protocol; here none does.
            let unknown = stream::once(async { Ok(response(ServingStatus::ServiceUnknown)) });
            let end = stream::once(phases.reached(Phase::Draining)).filter_map(|()| ready(None));
            return Ok(Response::new(Box::pin(unknown.chain(end))));
        }
        let changes = stream::unfold(None, move |last| {
            let phases = phases.clone();
            async move {
                let phase = match last {
                    None => phases.now(),
                    // Nothing else is to come.
                    Some(last) if last >= Phase::Leaving => {
                        phases.reached(Phase::Draining).await;
                        return None;
                    }
                    Some(last) => phases.after(last).await,
                };
                Some((Ok(response(serving(phase))), Some(phase)))
            }
        });
        Ok(Response::new(Box::pin(changes)))
    }
}

fn is_ours(service: &str) -> bool {
    service.is_empty() || service == SERVICE_NAME
}

fn serving(phase: Phase) -> ServingStatus {
    match phase {
        Phase::Serving => ServingStatus::Serving,
        Phase::Warming | Phase::Leaving | Phase::Draining | Phase::Stopped => {
            ServingStatus::NotServing
        }
    }
}

fn response(status: ServingStatus) -> HealthCheckResponse {
    HealthCheckResponse {
        status: status.into(),
    }
}
