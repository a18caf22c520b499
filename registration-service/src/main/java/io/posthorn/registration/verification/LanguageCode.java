package io.posthorn.registration.verification;

/** The languages codes are sent in; spelt as on the wire. */
public enum LanguageCode {
    DE_DE,
    EN_GB,
    EN_US,
    ES_419,
    ES_ES,
    FR_CA,
    FR_FR,
    IT_IT,
    JA_JP,
    KO_KR,
    PT_BR,
    ZH_CN,
    ZH_TW
}
