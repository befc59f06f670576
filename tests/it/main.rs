//! The one integration binary: each binary links the language models.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets the unexpected is to fail"
)]

mod abuse;
mod browser;
mod catalogue;
mod check_config;
mod check_content;
mod check_formats;
mod check_screening;
mod cli;
mod debris;
mod eval;
mod fluency;
mod grpc;
mod grpc_contract;
mod hostile;
mod language;
mod layering;
mod names_lists;
mod near_names;
mod process;
mod properties;
mod python;
mod readme;
mod report_html;
mod residue;
mod score_batch;
mod score_parquet;
mod script;
mod seeds;
mod serve;
mod serve_auth;
mod serve_client;
mod serve_config;
mod serve_limits;
mod serve_stop;
mod serve_tls;
mod serve_web;
mod soak;
mod soundness;
mod text_decode;
mod text_masks;
mod text_reading;
mod text_segment;
mod typography;
