//! French and English words of saying. All are keys: lower case, without accents.

use crate::model::Kind::{self, *};

/// English verbs of saying: past, present, participle.
#[rustfmt::skip]
pub const ENGLISH: &[(Kind, &str)] = &[
    (Say, "said says saying told tells telling added adds adding wrote writes tweeted tweets posted remarked remarks commented comments continued continues recalled recalls joked stated states stating testified testifies claimed claims claiming quipped asked asks asking"),
    (Announce, "announced announces announcing revealed reveals revealing disclosed"),
    (Explain, "explained explains explaining clarified clarifies"),
    (Stress, "stressed stresses stressing insisted insists insisting confirmed confirms confirming reiterated emphasised emphasized affirmed asserted asserts maintained maintains"),
    (Note, "noted notes noting pointed observed observes mentioned"),
    (Promise, "promised promises promising pledged pledges pledging vowed vows vowing"),
    (Deny, "denied denies denying"),
    (Accuse, "accused accuses accusing alleged alleges alleging"),
    (Call, "urged urges urging"),
    (Demand, "demanded demands demanding"),
    (Hope, "hoped hopes hoping"),
    (Worry, "feared fears fearing"),
    (Criticize, "complained complains complaining"),
    (Warn, "warned warns warning"),
    (Admit, "admitted admits admitting acknowledged acknowledges acknowledging conceded concedes"),
    (Consider, "believed believes argued argues arguing suggested suggests suggesting concluded"),
    (Forecast, "predicted predicts predicting forecast"),
    (Report, "reported reports reporting"),
    (Answer, "replied replies replying answered answers responded responds"),
];

/// French verbs of saying: participle, present, gerund, inverted past.
#[rustfmt::skip]
pub const FRENCH: &[(Kind, &str)] = &[
    (Say, "dit dite disent disant declare declarent declarant ajoute ajoutent ajoutant poursuit poursuivi poursuivant lance lancant raconte racontent racontant confie confiant ecrit tweete rappele rappelle rappelant glisse souffle martele soupire resume commente indique indiquent indiquant fait temoigne rapporte conclu conclut concluant"),
    (Announce, "annonce annoncent annoncant revele revelant"),
    (Explain, "explique expliquent expliquant precise precisent precisant detaille"),
    (Stress, "affirme affirment affirmant assure assurent assurant souligne soulignent soulignant insiste insistant confirme confirmant soutenu soutient maintenu"),
    (Note, "note notant observe releve remarque signale signalant fait"),
    (Promise, "promis promet promettant"),
    (Deny, "dementi dement nie niant"),
    (Accuse, "accuse accusant"),
    (Demand, "reclame exige exigeant"),
    (Hope, "espere esperant souhaite souhaitant"),
    (Worry, "craint craignant redoute"),
    (Criticize, "deplore deplorant regrette regrettant denonce denoncant fustige"),
    (Warn, "averti avertit avertissant prevenu previent alerte"),
    (Admit, "reconnu reconnait reconnaissant admis admet avoue avouant concede"),
    (Consider, "estime estiment estimant juge jugeant considere pense"),
    (Forecast, "prevoit predit"),
    (Answer, "repondu repond repondant replique"),
];

/// Verbs that follow `will` when something is held.
pub const EVENT_VERBS: &str = "meet meets hold open start begin vote visit host face play take be close launch travel convene debate hear appear resume attend discuss present publish release reopen gather march elect end";

/// Stems of French verbs in the future that announce something.
pub const EVENT_STEMS: &str = "reunir tiendr ouvrir debuter commencer affronter recevr accueiller aura auront votera voteront rencontrer presenter publier organiser lancer inaugurer visiter celebrer se demarrer joue deroul fermer comparaitr sera seront";
