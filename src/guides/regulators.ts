/**
 * Domains of authorities that enforce data-protection law, where a guide may send people besides the service itself.
 *
 * Europe: https://github.com/datenanfragen/data, folder supervisory-authorities, July 2026; the EDPB and EDPS by
 * https://www.edpb.europa.eu/about-edpb/about-edpb/members_en. Elsewhere: the accredited members of the Global Privacy Assembly,
 * https://globalprivacyassembly.org/participation-in-the-assembly/list-of-accredited-members/, and California's by
 * https://oag.ca.gov/privacy/ccpa. Add one with the page that names it.
 */
export const REGULATOR_DOMAINS: ReadonlySet<string> = new Set([
  'edpb.europa.eu', 'edps.europa.eu',
  'dsb.gv.at', 'dataprotectionauthority.be', 'cpdp.bg', 'edoeb.admin.ch', 'dataprotection.gov.cy', 'uoou.cz', 'uoou.gov.cz', 'datatilsynet.dk', 'aki.ee', 'aepd.es',
  'tietosuoja.fi', 'cnil.fr', 'ico.org.uk', 'dpa.gr', 'azop.hr', 'naih.hu', 'dataprotection.ie', 'personuvernd.is', 'garanteprivacy.it', 'gpdp.it', 'datenschutzstelle.li',
  'vdai.lrv.lt', 'cnpd.public.lu', 'dvi.gov.lv', 'idpc.org.mt', 'autoriteitpersoonsgegevens.nl', 'datatilsynet.no', 'uodo.gov.pl', 'cnpd.pt', 'dataprotection.ro',
  'imy.se', 'ip-rs.si', 'dataprotection.gov.sk',
  'bfdi.bund.de', 'baden-wuerttemberg.datenschutz.de', 'lda.bayern.de', 'datenschutz-bayern.de', 'datenschutz-berlin.de', 'lda.brandenburg.de', 'datenschutz.bremen.de',
  'datenschutz.hessen.de', 'datenschutz-hamburg.de', 'datenschutz-mv.de', 'lfd.niedersachsen.de', 'ldi.nrw.de', 'datenschutz.rlp.de', 'datenschutz.saarland.de',
  'datenschutz.sachsen.de', 'datenschutz.sachsen-anhalt.de', 'datenschutzzentrum.de', 'tlfdi.de',
  'priv.gc.ca', 'pcpd.org.hk', 'oaic.gov.au', 'privacy.org.nz', 'ppc.go.jp', 'pipc.go.kr', 'pdpc.gov.sg', 'privacy.gov.ph', 'inforegulator.org.za', 'ftc.gov',
  'oag.ca.gov', 'cppa.ca.gov', 'privacy.ca.gov',
])
