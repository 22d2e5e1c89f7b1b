/** Mail domains that anybody can have an address in: who shares one with somebody has nothing to do with them. */
export const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  `126.com 163.com alice.it aol.com arubapec.it email.it fastmail.com fastwebnet.it free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
  googlemail.com hotmail.be hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it icloud.com inwind.it iol.it laposte.net legalmail.it
  libero.it live.com live.de live.fr live.it mac.com mail.com mail.ru me.com msn.com orange.fr outlook.com outlook.de outlook.es outlook.fr outlook.it
  pec.it poste.it postecert.it proton.me protonmail.com qq.com sfr.fr t-online.de tim.it tin.it tiscali.it virgilio.it wanadoo.fr web.de
  yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com`.split(/\s+/),
);
