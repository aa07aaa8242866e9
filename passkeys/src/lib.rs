//! Passkeys (WebAuthn level 2) for signing in to the newsroom: makes the challenges for a device and verifies its
//! responses. The crate is a leaf of the dependency graph, so only the binary waits until the WebAuthn library is
//! compiled.

use newsroom::{AuthenticatorError, Authenticators, Challenge, NewPasskey, Passkeys, Verified};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Uuid, Webauthn, WebauthnBuilder,
};
use webauthn_rs_proto::ResidentKeyRequirement;

/// Passkeys of the site `name` at `url` (scheme, host and port). `None` where passkeys cannot work: the address has
/// neither TLS nor the host `localhost`, or it has no domain name.
pub fn of_site(url: &str, name: &str) -> Option<Passkeys> {
    let origin = Url::parse(url).ok()?;
    let host = origin.domain()?.to_owned();
    if origin.scheme() != "https" && host != "localhost" {
        return None;
    }
    let webauthn = WebauthnBuilder::new(&host, &origin).ok()?.rp_name(name).build().ok()?;
    Some(Passkeys::by(Library(webauthn)))
}

struct Library(Webauthn);

impl Authenticators for Library {
    fn ask_for_new(
        &self,
        handle: &str,
        email: &str,
        name: &str,
        known: &[String],
    ) -> Result<Challenge, AuthenticatorError> {
        let handle = Uuid::parse_str(handle).map_err(damaged)?;
        let known = known.iter().map(|key| Ok(read::<Passkey>(key)?.cred_id().clone())).collect::<Result<_, _>>()?;
        let (mut question, state) =
            self.0.start_passkey_registration(handle, email, name, Some(known)).map_err(damaged)?;
        // A discoverable credential: the device finds it without being given an id when somebody signs in.
        let wanted = question.public_key.authenticator_selection.get_or_insert_default();
        wanted.resident_key = Some(ResidentKeyRequirement::Required);
        wanted.require_resident_key = true;
        Ok(Challenge { question: value(&question)?, state: value(&state)? })
    }

    fn take_new(&self, state: Value, answer: &str) -> Result<NewPasskey, AuthenticatorError> {
        let state: PasskeyRegistration = serde_json::from_value(state).map_err(damaged)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let key = self.0.finish_passkey_registration(&answer, &state).map_err(refused)?;
        Ok(NewPasskey { credential: key.cred_id().to_vec(), data: write(&key)? })
    }

    fn ask_for_known(&self) -> Result<Challenge, AuthenticatorError> {
        let (mut question, state) = self.0.start_discoverable_authentication().map_err(damaged)?;
        // The browser asks after a click on a button, not in the autofill suggestions of a field.
        question.mediation = None;
        Ok(Challenge { question: value(&question)?, state: value(&state)? })
    }

    fn who_answers(&self, answer: &str) -> Result<(String, Vec<u8>), AuthenticatorError> {
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let (handle, credential) = self.0.identify_discoverable_authentication(&answer).map_err(refused)?;
        Ok((handle.to_string(), credential.to_vec()))
    }

    fn take_known(&self, state: Value, answer: &str, data: &str) -> Result<Verified, AuthenticatorError> {
        let state: DiscoverableAuthentication = serde_json::from_value(state).map_err(damaged)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let mut key: Passkey = read(data)?;
        let seen = self.0.finish_discoverable_authentication_v2(&answer, state, &key).map_err(refused)?;
        key.update_credential(&seen);
        Ok(Verified { is_verified: seen.user_verified(), data: write(&key)? })
    }
}

fn refused(error: impl std::fmt::Display) -> AuthenticatorError {
    AuthenticatorError::Refused(error.to_string())
}

fn damaged(error: impl std::fmt::Display) -> AuthenticatorError {
    AuthenticatorError::Damaged(error.to_string())
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, AuthenticatorError> {
    serde_json::from_str(json).map_err(damaged)
}

fn write(value: &impl Serialize) -> Result<String, AuthenticatorError> {
    serde_json::to_string(value).map_err(damaged)
}

fn value(of: &impl Serialize) -> Result<Value, AuthenticatorError> {
    serde_json::to_value(of).map_err(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_tls_or_localhost_and_a_name() {
        for (url, works) in [
            ("https://paper.example", true),
            ("http://localhost:8080", true),
            ("http://paper.example", false),
            ("http://127.0.0.1:8080", false),
            ("https://192.0.2.1", false),
        ] {
            assert_eq!(of_site(url, "x").is_some(), works, "{url}");
        }
    }
}
