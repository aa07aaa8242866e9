//! Sends mail through the configured mail server, over TLS unless configured otherwise.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

/// Timeout for one step of the SMTP dialogue.
const PATIENCE: Duration = Duration::from_secs(30);

/// Encryption of the connection to the mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MailSecurity {
    /// TLS from the first byte (port 465).
    #[default]
    Tls,
    /// STARTTLS; fails if the server does not offer it (port 587).
    StartTls,
    /// No encryption: for a mail server on this machine.
    None,
}

/// The mail server and the sender's address.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Encryption of the connection.
    pub security: MailSecurity,
    /// User name and password, if the server requires them.
    pub login: Option<(String, String)>,
    /// The sender's address.
    pub from: MailAddress,
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailSettings({}:{}, {:?}, …)", self.host, self.port, self.security)
    }
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress(lettre::Address);

impl std::str::FromStr for MailAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|error| format!("{text:?} is no e-mail address: {error}"))
    }
}

/// One mail.
#[derive(Debug)]
pub struct Mail<'a> {
    /// The paper's name, shown as the sender's name.
    pub paper: &'a str,
    /// The recipient's address.
    pub to: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The part of the Message-ID before the `@`. Set it for mail that may be handed over twice; it must be the same
    /// each time. With `None` the server chooses one.
    pub id: Option<&'a str>,
}

impl MailSettings {
    /// Hands one mail over to the server. The error text is for the log and for administrators. It contains no
    /// password.
    pub async fn send(&self, mail: &Mail<'_>) -> Result<(), String> {
        let to = mail.to.parse().map_err(|error| format!("the address cannot be written to: {error}"))?;
        let mut message = Message::builder();
        if let Some(id) = mail.id {
            message = message.message_id(Some(format!("<{id}@{}>", self.from.0.domain())));
        }
        let message = message
            .from(Mailbox::new(Some(mail.paper.to_owned()), self.from.0.clone()))
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.to_owned())
            .map_err(|error| format!("the mail cannot be written: {error}"))?;
        let transport = self.transport()?;
        transport.send(message).await.map(|_| ()).map_err(|error| format!("{}:{}: {error}", self.host, self.port))
    }

    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
        type Transport = AsyncSmtpTransport<Tokio1Executor>;
        let builder = match self.security {
            MailSecurity::Tls => Transport::relay(&self.host),
            MailSecurity::StartTls => Transport::starttls_relay(&self.host),
            MailSecurity::None => Ok(Transport::builder_dangerous(&self.host)),
        };
        let mut builder = builder
            .map_err(|error| format!("{}: {error}", self.host))?
            .port(self.port)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain(self.from.0.domain().to_owned()));
        if let Some((user, password)) = &self.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(builder.build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_never_show_their_password() {
        let settings = MailSettings {
            host: "mail.example".into(),
            port: 465,
            security: MailSecurity::Tls,
            login: Some(("desk".into(), "geheim".into())),
            from: "desk@paper.example".parse().unwrap(),
        };
        assert!(!format!("{settings:?}").contains("geheim"));
        assert!("nobody".parse::<MailAddress>().is_err());
    }
}
