//! The port: the one that is asked for, or the first that is free.

use std::net::{Ipv4Addr, TcpListener};

use super::Trouble;

/// Where the search for a free port begins, and how many are tried.
const FIRST: u16 = 8000;
const TRIED: u16 = 100;

/// Listens on this machine alone; gives the port too.
pub(super) fn listen(asked: Option<u16>) -> Result<(TcpListener, u16), Trouble> {
    let listener = match asked {
        Some(port) => bind(port).map_err(|error| refused(port, &error))?,
        None => (FIRST..FIRST + TRIED)
            .find_map(|port| bind(port).ok())
            .map_or_else(|| bind(0), Ok)
            .map_err(|error| refused(FIRST, &error))?,
    };
    let port = listener.local_addr().map_err(|error| refused(asked.unwrap_or(FIRST), &error))?.port();
    Ok((listener, port))
}

fn bind(port: u16) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn refused(port: u16, error: &std::io::Error) -> Trouble {
    if error.kind() == std::io::ErrorKind::AddrInUse {
        return Trouble {
            message: format!("port {port} is taken by another program"),
            help: "leave `--port` out to have a free one found, or stop the other program".into(),
        };
    }
    Trouble {
        message: format!("port {port} cannot be used: {error}"),
        help: "name another one, such as `--port 8080`, or leave `--port` out".into(),
    }
}
