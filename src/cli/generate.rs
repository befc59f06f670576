//! `mtflag generate`: shell completions and man pages, out of the definition of the arguments, and
//! the contract for other programs.

use std::io::{self, Write};

use clap::{Args, CommandFactory, Subcommand};
use clap_complete::Shell;

use super::{Cli, Outcome};
use crate::proto::DESCRIPTOR_SET;

/// The arguments of `generate`.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// The man page of the command, or of one of its verbs
    Man {
        /// Which verb
        verb: Option<String>,
    },
    /// The gRPC contract as an encoded google.protobuf.FileDescriptorSet, for Envoy, grpcurl and
    /// the like
    Descriptor,
}

/// Prints what was asked for.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut command = Cli::command();
    let mut page = Vec::new();
    match &arguments.what {
        What::Completions { shell } => {
            clap_complete::generate(*shell, &mut command, "mtflag", &mut page);
        }
        What::Man { verb: None } => clap_mangen::Man::new(command).render(&mut page)?,
        What::Man { verb: Some(verb) } => {
            command.build();
            let Some(verb) = command.find_subcommand(verb) else {
                anyhow::bail!("there is no verb `{verb}`");
            };
            clap_mangen::Man::new(verb.clone()).render(&mut page)?;
        }
        What::Descriptor => page.extend_from_slice(DESCRIPTOR_SET),
    }
    io::stdout().lock().write_all(&page)?;
    Ok(Outcome::Clean)
}
