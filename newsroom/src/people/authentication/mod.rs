//! Authentication: signing in, sessions, and protection against guessing (SECURITY-CONTRACT section 2).
//!
//! Promises: tokens are stored as digests only. An unknown address gets the same answer and costs the same work as a
//! known one. Every limit is in the database and therefore covers all nodes together. Every act here is audited, with
//! ids and digests and never with a name or an address.

mod ceremonies;
mod factors;
mod links;
mod passkeys;
mod password;
mod second_factor;
mod secrets;
mod sessions;
mod sign_in;
mod throttle;
mod token;
mod totp;

pub use factors::{Factors, RECOVERY_CODES, factors, new_recovery_codes};
pub use links::{
    Invitation, InvitationWaiting, NewPerson, accept_first_admin, accept_invitation, ask_reset, first_admin_link,
    first_admin_open, invitation, invitation_token_for_mail, invitations_waiting, invite, reset_link_for, reset_open,
    reset_password, reset_token_for_mail, withdraw_invitation,
};
pub(crate) use passkeys::new_passkey_handle;
pub use passkeys::{
    AuthenticatorError, Authenticators, Challenge, NewPasskey, PasskeyKept, Passkeys, Verified, passkeys_of,
    remove_passkey,
};
pub use password::{PASSWORD_CHARS_MIN, PasswordHashed, Passwords};
pub use second_factor::{SecondFactor, pass_second_factor, reset_factors};
pub(crate) use secrets::lock;
pub use sessions::{
    Session, SessionKept, change_password, end_other_sessions, end_session, session, session_again, sessions_alive,
    sessions_of, touch, trim_sessions_and_links,
};
pub(crate) use sessions::{end_everything_of, end_sessions_of};
pub use sign_in::{Device, SignIn, SignedIn, prove_password, sign_in, sign_in_with_passkey};
pub use throttle::AttemptOrigin;
pub use token::SecretToken;
pub(crate) use token::digest;
pub use totp::{TotpOffer, confirm_totp, offer_totp, remove_totp};
