//! What the program says about itself while it runs: JSON lines on standard error.
//!
//! A line carries ids, counts and times, never names, addresses, search terms or other content
//! of a case. For that reason a request is logged with the pattern of its route and not with its
//! path, and the errors of actix, which quote what was typed, are reduced to the status.

use actix_web::{
    Error, HttpMessage as _,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
};
use anyhow::Context as _;
use tracing::{Span, field::Empty};
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging. `filter` as in `HFK_LOG`: `info`, `hfk=debug,warn`.
pub fn start(filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter).with_context(|| format!("HFK_LOG={filter}"))?;
    fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init()
        .map_err(|it| anyhow::anyhow!("{it}"))
}

/// The span of a request, for `TracingLogger::<RequestSpan>::new()`.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().copied();
        let span = tracing::info_span!(
            "request",
            request_id = Empty,
            method = %request.method(),
            route = request.match_pattern().as_deref().unwrap_or("unmatched"),
        );
        if let Some(id) = id {
            span.record("request_id", tracing::field::display(id));
        }
        span
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.in_scope(|| match status.as_u16() {
            status @ 500.. => tracing::error!(status, "answered"),
            status => tracing::info!(status, "answered"),
        });
    }
}
