//! Outgoing mail through a real mail server: aiosmtpd, started by the test. `scripts/test.sh` installs it; without it
//! these journeys are left out and reported by name.

use http::StatusCode;
use journeys::browser::{Browser, PASSWORD, between};
use journeys::{Paper, PythonServer, journey};
use newsroom::{Actor, Clock};

/// Prints its port, then each mail as a line of JSON; temporarily refuses the first `refuse` mails.
const SERVER: &str = r#"
import asyncio, email, email.policy, json, sys
from aiosmtpd.controller import Controller
class Box:
    refuse = int(sys.argv[1])
    async def handle_DATA(self, server, session, envelope):
        if self.refuse > 0:
            self.refuse -= 1
            return "451 come back later"
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        said = {"to": envelope.rcpt_tos, "from": mail["from"], "subject": mail["subject"], "text": mail.get_content(), "id": mail["message-id"]}
        print(json.dumps(said), flush=True)
        return "250 taken"
box = Controller(Box(), hostname="127.0.0.1", port=0)
box.port = int(sys.argv[2])
box.start()
print("ready", flush=True)
asyncio.new_event_loop().run_forever()
"#;

pub(crate) struct Server {
    process: PythonServer,
    port: u16,
}

impl Server {
    /// A server that refuses the first `refuse` mails; `None` if aiosmtpd is not installed.
    pub(crate) fn start(refuse: u32, test: &str) -> Option<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = PythonServer::start(SERVER, &[&refuse.to_string(), &port.to_string()], "aiosmtpd", test)?;
        assert_eq!(process.line(), "ready");
        Some(Self { process, port })
    }

    fn settings(&self) -> web::MailSettings {
        web::MailSettings {
            host: "127.0.0.1".into(),
            port: self.port,
            security: web::MailSecurity::None,
            login: None,
            from: "desk@paper.example".parse().unwrap(),
        }
    }

    pub(crate) fn next(&mut self) -> serde_json::Value {
        serde_json::from_str(&self.process.line()).unwrap()
    }
}

/// The site of the paper, which sends mail through `server`.
pub(crate) fn site(paper: &Paper, server: &Server) -> web::Site {
    let mail = Some(server.settings());
    paper.site_with(web::SiteConfig { url: "http://localhost:8080".into(), mail, ..web::SiteConfig::default() })
}

fn link_in(mail: &serde_json::Value) -> String {
    let text = mail["text"].as_str().unwrap();
    text.lines().find_map(|line| line.strip_prefix("http://localhost:8080")).unwrap().to_owned()
}

journey! {
    async fn an_invitation_goes_out_and_its_link_opens(paper: Paper) {
        let Some(mut server) = Server::start(1, "an_invitation_goes_out_and_its_link_opens") else { return };
        let site = site(&paper, &server);
        let mut chief = paper.first_admin().await;
        let mut browser = Browser::of(site.clone());
        browser.cookies = chief.cookies.clone();
        browser.open("/newsroom/people/invite").await;
        let fields = [("email", "salma@paper.example"), ("language", "ar"), ("role", "reporter"), ("desks-reporter", "all")];
        let page = browser.send("/newsroom/people/invite", &fields).await.text();
        let shown = between(&page, "value=\"http://localhost:8080", "\"").unwrap();
        // Refused temporarily: it is sent again after a pause, and shown until then.
        assert!(web::send_due_mail(&site).await);
        assert!(!web::send_due_mail(&site).await, "not at once");
        assert!(browser.open("/newsroom/people").await.text().contains("451"), "who runs the site sees why");
        paper.clock.advance_seconds(30);
        assert!(web::send_due_mail(&site).await);
        let mail = server.next();
        assert_eq!(mail["to"], serde_json::json!(["salma@paper.example"]));
        assert!(mail["from"].as_str().unwrap().contains("desk@paper.example"));
        assert!(mail["subject"].as_str().unwrap().contains("دعوة"), "{mail}");
        assert!(mail["text"].as_str().unwrap().contains("نادية شريف"), "{mail}");
        let mailed = link_in(&mail);
        assert_ne!(mailed, shown, "the mail has a key of its own");
        let mut salma = Browser::of(site.clone());
        salma.open(&mailed).await;
        assert_eq!(salma.send(&mailed, &[("name", "سلمى"), ("password", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(chief.open(&shown).await.status, StatusCode::GONE, "both keys were the same invitation");
    }
}

journey! {
    async fn a_forgotten_password_is_replaced_by_a_mailed_link(paper: Paper) {
        let Some(mut server) = Server::start(0, "a_forgotten_password_is_replaced_by_a_mailed_link") else { return };
        let site = site(&paper, &server);
        // The paper's choice of digits is for people: a link keeps its own.
        paper.newsroom.write(paper.clock.now(), async |tx| {
            let digits = arabic::date::Digits::Eastern;
            newsroom::change_paper(tx, &newsroom::Actor::console(), &newsroom::Paper { digits, ..newsroom::Paper::default() }).await
        }).await.unwrap();
        let mut chief = paper.first_admin().await;
        let mut stranger = Browser::of(site.clone());
        let mut said = Vec::new();
        for email in ["nobody@paper.example", "chief@paper.example"] {
            said.push(stranger.send("/newsroom/forgotten", &[("email", email)]).await.text());
            while web::send_due_mail(&site).await {}
        }
        assert_eq!(said[0], said[1], "whoever is asked for");
        let mail = server.next();
        assert_eq!(mail["to"], serde_json::json!(["chief@paper.example"]), "the first mail is the only one");
        let link = link_in(&mail);
        stranger.open(&link).await;
        assert_eq!(stranger.send(&link, &[("password", "short")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = stranger.send(&link, &[("password", "another phrase for today")]).await;
        assert_eq!(answer.header("location"), "/newsroom/sign-in?done=reset");
        assert_eq!(chief.ask("GET", "/newsroom/account", None, &[]).await.status, StatusCode::SEE_OTHER, "sessions end");
        assert_eq!(stranger.open(&link).await.status, StatusCode::GONE, "once");
        assert_eq!(stranger.sign_in("chief@paper.example", "another phrase for today").await.status, StatusCode::SEE_OTHER);
        // Nobody can fill another person's mailbox: the sixth request in a row adds no mail and gets the same answer.
        let mut last = String::new();
        for _ in 0..8 {
            last = stranger.send("/newsroom/forgotten", &[("email", "chief@paper.example")]).await.text();
        }
        assert_eq!(last, said[0]);
        let standing = newsroom::mail_standing(paper.newsroom.reads(), &Actor::console()).await.unwrap();
        assert_eq!(standing.waiting, 4, "five in a quarter of an hour, the one before included");
        // A waiting mail is sent by anybody who looks, however late.
        paper.clock.advance_seconds(3_600);
        while web::send_due_mail(&site).await {}
        let link = link_in(&server.next());
        assert_eq!(stranger.open(&link).await.status, StatusCode::GONE, "a newer link voids it");
    }
}
