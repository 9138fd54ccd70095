/** The words by which policies speak about training, in English with some French and German. No service's name is among them. */

const AI =
  "(?:\\bai\\b|\\ba\\.i\\.|artificial[- ]?intelligence|machine[- ]?learning|\\bml\\b|\\bllms?\\b|large[- ]language|language models?|\\bgenerative\\b|\\bgen ?ai\\b|\\bgenai\\b|deep[- ]?learning|neural net\\w*|foundation(?:al)? models?|\\bal (?:algorithm|model|system|technolog)\\w*|intelligence artificielle|\\bd'ia\\b|\\bl'ia\\b|\\bia\\b|apprentissage (?:automatique|machine)|k(?:ü|ue)nstliche\\w* intelligenz|\\bki\\b|maschinelle\\w* lernen)"
const MODEL =
  '(?:\\bmodels?\\b|\\balgorithms?\\b|\\bclassifiers?\\b|\\bdatasets?\\b|mod[èe]les?\\b|algorithmes?\\b|\\bmodell(?:e|en)?\\b|\\balgorithm(?:us|en)\\b)'
const TRAIN =
  '(?:\\b(?:re|pre)?-?train(?:s|ed|ing)?\\b(?! (?:ticket|station|journey|travel))|fine[- ]?tun\\w+|\\bentra[iî]n(?:er|e|ement|ements|ent)\\b|trainier\\w+|trainings?(?:zweck|daten)\\w*)'
const DEVELOP =
  '(?:\\b(?:develop|improv|enhanc|build|refin|optimi[sz]|evaluat|advanc|teach|foster|creat|test|perfect|calibrat)\\w*|am[ée]lior\\w*|d[ée]velopp\\w*|verbesser\\w*|(?:weiter)?entwick\\w*)'
const WE =
  '(?:\\bwe\\b|\\bus\\b|\\bour\\b|§we|\\bnous\\b|\\bnos\\b|\\bwir\\b|\\buns(?:ere?[rnms]?)?\\b|\\bthe company\\b|\\baffiliates?\\b)'
const DATA =
  "(?:\\b(?:your|users?'?s?|customers?'?s?|members?'?s?|user-generated|personal|usage|de-identified|anonymi[sz]ed|aggregated|such|this|these|the|any|chat|response|conversation|account|profile|interaction|activity|submitted|posted|those)(?: \\w+){0,3} (?:contents?|data|information|inputs?|outputs?|prompts?|posts?|messages?|files?|conversations?|chats?|feedback|photos?|images?|videos?|art|artworks?|works?|text|stuff|submissions?|interactions?|recordings?|transcripts?|queries|questions?|materials?|emails?|drafts?|context|voice|uploads?)\\b|\\binformation (?:we|you|that)\\b|\\bdata (?:we|you|that)\\b|\\bcontents? (?:you|that you)\\b|\\bpersonal (?:data|information)\\b|\\bcustomer (?:data|content)\\b|\\buser (?:data|content|inputs?)\\b|\\binputs?\\b|\\bprompts?\\b|\\bfeedback\\b|\\bdonn[ée]es\\b|\\bcontenus?\\b|\\bpersonenbezogene\\w*|\\bdaten\\b|\\binhalte?\\w*)"
const NEAR = '[^.:;!?]{0,90}?'

const re = (source: string) => new RegExp(source, 'i')

/** Cheap, on text in small letters: is there any word that makes it worth reading? */
export const WORTH_READING =
  /train|\bai\b|\ba\.i\.|artificial|machine|model|algorithm|generative|gen ?ai|deep.learning|neural|llm|fine.?tun|dataset|opt(?:ing|ed)?.?out|modèle|algorithme|apprentissage|\bia\b|intelligen|\bki\b/

export const AI_WORD = re(AI)
export const TRAIN_WORD = re(TRAIN)

/** Training people, not machines; or a lesson. */
export const PEOPLE_TRAINING = re(
  'train and raise|participate in (?:a|our) [^.]{0,30}training|(?:monitoring|coaching|quality|verification|administration|recorded?)(?: \\w+)?(?:,| and| or|, and) training|training(?: and|,| or) (?:monitoring|quality|coaching|on-?boarding)|for training purposes|training of (?:our |your |the )?(?:staff|employee|personnel|agent|teams|people|workforce|colleagues)|(?:regularly|properly|appropriately|specially|adequately) trained|(?:investigate|complaints)[^.]{0,40} training|training and on-?board|train (?:and equip|or otherwise support|and allow)|(?:staff|employee|personnel|workforce|agent|safety|security|compliance|awareness|privacy|professional|sales|driver|annual|regular|appropriate|adequate|internal|product|skills?|education\\w*|certification|webinars?|conference)s?(?: and [a-z]+)?,? (?:and )?training|training (?:course|session|video|provider|cent(?:er|re)|class|event|program(?!ming)|manual|service|workshop|and (?:consult|educat|certific|support|awareness|guidance|instruct))|(?:provid|deliver|receiv|attend|complet|offer|undergo)\\w* (?:[a-z]+ ){0,3}training\\b(?! data| set)|train(?:s|ing)? (?:our |their |its )?(?:(?:customer|support|service|sales|internal|care) ){0,3}(?:staff|employee|personnel|agent|team|people|volunteer|moderator|representative|contractor)|trained (?:\\w+ )?(?:professional|moderator|staff|counsel|review|human|medical|specialist|people|personnel|employee|agent|team|expert|to handle)|quality (?:assurance |control |monitoring )?(?:and|or|,) training purposes|training,? (?:and )?(?:quality|consult|educat|certific|implement)|well-trained|personal train|strength train|employee training|for training and educational',
)

/** Something about machines that learn, with the one thing that counts: what is done with it. */
export const TRAIN_MODEL = re(`${TRAIN}${NEAR}(?:${AI}|${MODEL}|machines?\\b|neural)|(?:${AI}|${MODEL})[^.:;!?]{0,50}?${TRAIN}`)
export const TRAIN_TOOLS = re(
  `${TRAIN}(?:,? (?:and|or|&)? ?\\w+){0,3} (?:our|its|their|the|these|§we'?s?)(?: \\w+){0,4} (?:tools?|systems?|software|technolog\\w+|engines?|products?|services?|features?|models?|algorithms?)`,
)
export const TRAIN_PURPOSE = re(
  `(?:for|to)(?: the purposes? of)?(?: \\w+){0,3} ${TRAIN}|${TRAIN} (?:purposes?|data\\b)|used?(?: \\w+){0,4} (?:to|for|in) ${TRAIN}|d[ae]ns? (?:le |l')?entra[iî]nement|donn[ée]es d.entra[iî]nement`,
)
/** Words between a verb and its object; an instrument ("develop content with AI") is none. */
const UP_TO =
  "(?:[ ,/&(]+(?!(?:with|using|by|through|via|from|under|about|powered|such|like)\\b)[\\w§'’-]+){0,9}?[ ,/&(]+(?!(?:with|using|by) )"
const OBJECT = `(?:(?<!§we )(?:${AI})|\\bmodels?\\b|\\balgorithms?\\b)`
export const DEVELOP_AI = re(
  `${DEVELOP}${UP_TO}${OBJECT}|${OBJECT}(?: \\w+){0,3} (?:development|improvement|optimi[sz]ation|advancement|research)|(?:development|improvement|creation|enhancement|advancement)(?: \\w+){0,2} of${UP_TO}${OBJECT}`,
)
/** A model, not a product that has one. */
export const DEVELOP_MODEL = re(
  `${DEVELOP}${UP_TO}(?:(?:${AI})(?: (?:and|or) [\\w -]{2,30}?)?(?: \\w+){0,2} (?:models?|algorithms?|technolog\\w+|systems?)|\\bmodels?\\b|\\balgorithms?\\b|\\bllms?\\b)`,
)
export const DEVELOP_FEATURE = re(
  `${DEVELOP}${UP_TO}(?:${AI})(?:[- ]\\w+)? (?:features?|tools?|products?|assistants?|chatbots?|services?|content|offerings?|solutions?)`,
)
export const OUR_MODEL = re(
  `(?:\\bour|§we(?:['’]s)?|\\bits|\\btheir|\\bnos|\\bunsere?n?)(?: [\\w-]+,?){0,6}? (?:models?|algorithms?|(?:${AI}))(?! features?| tools?)`,
)
/** A say in it: the words of choice near those of use. */
export const OPT_OUT_OF_USE = re(
  "(?:\\bopt(?:ing|ed)?[- ]?(?:out|in)\\b|instruct \\S+ (?:not to|to refrain)|control whether|(?:choose|decide|select) whether|in control of|turn(?:ed|ing)? (?:it |this )?(?:off|on)|\\bobject(?:ion)? to|withdraw (?:your )?consent|with(?:out)? your (?:\\w+ )?(?:consent|permission)|prior (?:\\w+ )?consent|deactivated?|toggle|settings)[^.;]{0,220}?(?:\\btrain|\\bdevelop|\\bimprov|\\bmodels?\\b)|(?:\\btrain|\\bdevelop|\\bimprov|\\bmodels?\\b)[^.;]{0,160}?(?:\\bopt(?:ing|ed)?[- ]?(?:out|in)\\b|control whether|turn(?:ed|ing)? (?:it |this )?off|withdraw (?:your )?consent|without your|prior (?:\\w+ )?consent|\\btoggle|settings|unless you|s'opposer)",
)
export const AI_PURPOSE = re(
  `(?:for|in connection with|into|as inputs? to|in datasets? (?:utili[sz]ed|used) by)(?: the)?(?: purposes? of)?(?: \\w+){0,2} (?:${AI})(?: (?:purposes?|programs?|systems?|development|generation|research|models?|training|technolog\\w+))?`,
)
export const USE_AI = re(
  `\\b(?:us(?:e|es|ing|ed)|leverag\\w+|utili[sz]\\w+|employ\\w*|power\\w+|deploy\\w*|apply\\w*|incorporat\\w+|provid\\w+|offer\\w*|help of|means of|by|via|through|with)(?: \\w+){0,3} (?:${AI})`,
)
export const AI_TO_IMPROVE = re(
  `(?:${AI})[^.;]{0,80}? (?:to|helps?(?: us)?|can|may)(?: \\w+){0,2} (?:improv|develop|enhanc|provid|personali|detect|analy|identif|monitor|support)\\w*`,
)

export const USER_DATA = re(DATA)
export const NAMED_CONTENT = /(?:[A-Z][\w-]*\s){1,6}(?:Content|Data|Information|Inputs?|Outputs?)\b/

export const WE_MAY = re(
  `${WE}(?:,? \\w+){0,4}? (?:use|uses|using|process|analy[sz]e|utili[sz]e|collect|share|store|retain|train|develop|improve|build|record|disclose|license|take|create|transcribe|access)\\b|you (?:also )?(?:hereby )?(?:grant|agree and instruct|authori[sz]e|acknowledge and agree that (?:we|§we)|agree that (?:we|§we)|consent)|\\bright(?:s)? to (?:use|store|host|train)|licen[cs]e to|may be used (?:to|for|by)|(?:is|are|be) used (?:to|for)|nous (?:utilis|trait|pouvons)|wir (?:verwend|nutz|verarbeit)|(?:data|information|content)[^.]{0,40} to (?:train|develop|improve|build)`,
)
export const LICENCE = re('\\blicen[cs]e\\b|\\bgrant\\b|royalty|sublicens|irrevocable|worldwide')
export const SHARE = re(
  '\\b(?:share|shared|sharing|disclos\\w+|sell|sold|transfer\\w*|license|provide)\\b[^.]{0,80}(?:third[- ]part|partner|affiliate|provider|compan)',
)

const NOT = "(?:\\bnot\\b|n['’]t\\b|\\bnever\\b|\\bwithout\\b|\\bno\\b|\\bcannot\\b|\\bne\\b[^.]{0,30}\\bpas\\b|\\bnicht\\b|\\bkeine?\\b)"
export const WE_NOT = re(
  `(?:${WE}|\\bthey\\b|providers?\\b|[a-z]+\\b)(?: \\w+){0,4}?(?: (?:do|does|will|shall|would|are|is|be|may|can|has|have|did)(?:n['’]t| not| never)| agrees? not| never)(?: \\w+){0,14}? (?:us(?:e|es|ed|ing)|train|utili[sz]e|permit|allow|share|license|sell|develop|collect|contribut)|(?:is|are|be) (?:not|never) (?:used|utili[sz]ed|shared)|\\bno (?:\\w+ ){0,3}(?:data|content|information) (?:will|is|are)|(?:obligation|obliged|required|contractually|agreed?|commit\\w*)(?: \\w+){0,4} not to|(?:not|never) (?:\\w+ ){0,3}(?:used|authori[sz]e|permit|allow)|wo n.t|nicht (?:verwend|genutz)|n'utilis\\w+ pas|prohibit(?:s|ed)? (?:our |the |its |these |such )?(?:\\w+ )?(?:providers?|vendors?|processors?|them) from`,
)
export const ANY_NOT = re(NOT)

export const YOU_MAY_NOT = re(
  "\\b(?:you|users?|customers?|developers?|members?|creators?|licensees?|subscribers?|sellers?|third part(?:y|ies)|nobody|no one|(?:your )?applications?|he|visitors?|partners?|recipients?)\\b[^.;]{0,60}?(?:\\bnot\\b|n['’]t\\b|\\bnever\\b|prohibited|forbidden|refrain|\\bneither\\b)|(?:^|[;:(] ?)(?:also )?(?:do not|don['’]t|never)\\b|\\b(?:is|are) (?:strictly |expressly )?(?:prohibited|forbidden|not permitted|not allowed)|\\bmay not be used\\b|agree(?:s|ing)? (?:that you will )?not to\\b|\\bprohibited (?:uses?|activit|conduct)|limits on use|waive any|shall not (?:use|permit)",
)
export const YOUR_SUBJECT = re(
  '\\b(?:you|user|customer|developer)s? (?:\\w+ ){0,2}(?:may|will|shall|must|can|are|agree|should|represent|warrant|undertake|acknowledge|waive)\\b',
)
export const BAN_OBJECT = re(
  'scrap(?:e|ing)|crawl|spider|data[- ]?min|text[- ]and[- ]data|harvest|\\brobots?\\b|\\bbots?\\b|reverse[- ]engineer|decompil|our (?:content|materials|intellectual)|compet(?:e|es|ing|itive)|any content|the (?:site|content|platform content|services) (?:to|for|in)|extract|automated means|embedded|systematic|derivative|output(?:s)? (?:from|of|generated)',
)
export const WITHOUT_LEAVE = re(
  '(?:without|unless|prior|express|written)(?: \\w+){0,6} (?:permission|consent|authori[sz]ation|approval|licen[cs]e)|expressly permitted|except as',
)
export const BAN_HEADING = re(
  "prohibit|restrict|acceptable|conduct|guidelines|may not|must not|can't|cannot|not allowed|do not|don't|rules|misuse|license restrict|permitted|obligations|your responsibilit|limits|code of",
)

export const CONTROL = re(
  "\\bopt(?:ing|ed|s)?[- ]?(?:out|in)\\b|turn(?:ed|ing)? (?:it |this |them )?(?:off|on)|toggle|\\bdisabl\\w+|deactivat\\w+|\\bobject(?:ion)? to\\b|right to object|withdraw\\w*|in control\\b|control whether|controls? (?:available|over)|(?:choose|decide|select) (?:whether|not|if|how)|settings?\\b|instruct \\S+ (?:not to|to refrain)|refrain from using|unless you|prior (?:written )?consent|with(?:out)? your (?:\\w+ )?(?:consent|permission)|your choices?|preferences?|uncheck|untick|widerspr\\w+|d[ée]sactiv\\w+|s'opposer|einwillig\\w+|consentement",
)
export const OUTPUT_TERMS = re(
  'accura(?:te|cy)|hallucinat|\\bas[- ]is\\b|\\brely\\b|reliance|warrant|indemnif|not (?:be )?unique|similar (?:output|content|ai)|inaccura|ownership|own (?:the |all )?output|verify|human review|professional advice|responsible for|evaluat\\w+ (?:the )?output',
)
export const MODERATION = re(
  'moderat\\w+|\\bflag\\w*|\\bfraud\\w*|\\bspam|abus(?:e|ive)|illegal|violat\\w+|automated (?:decision|tools|detect|means)|detect\\w*|profiling|identity|verification|security',
)
export const FEATURE = re(
  '\\bfeatures?\\b|assistant|chatbots?|\\bpowered\\b|summar(?:y|i[sz])|generat\\w+ (?:content|text|image|response)|tools?\\b|\\bagents?\\b|translat|transcri|recommend',
)
export const AI_MADE = re(
  'ai[- ](?:generated|modified|manipulated|created)|generated (?:by|using|with|through)|deepfake|deep fake|synthetic|manipulat|simulated|\\blabel(?:l?ed)?\\b|\\bnudif|disclos\\w+ that',
)
export const CUSTOMER_MODEL = re(
  '\\b(?:your|customi[sz]ed|custom|you)(?: \\w+){0,2} (?:models?|adapters?)\\b|you (?:\\w+ )?(?:train|fine|build|develop)|train your|help(?:s)? you|your (?:fine|training)|exclusive use of|allow(?:s)? you|enabl\\w+ you|let(?:s)? you',
)
export const SUPPLIED_MODEL = re(
  '(?:is|are|were|was) (?:trained|developed|built) (?:and \\w+ )?by|\\bmodels? (?:means|is|are) |third[- ]party models?|\\bmeans\\b|“[^”]+” (?:means|refers)|refers to',
)
export const PUBLIC = re(
  'publicly (?:available|accessible)|public (?:web|internet|sources?|information)|from the (?:web|internet)|open web|licensed from',
)
export const THIRD_PARTY = re('third[- ]part|partners?\\b|\\bvendors?\\b|providers?\\b|affiliates?|other companies|sous-traitant|dritt')
export const FEEDBACK = re('\\bfeedback\\b|suggestions?\\b|survey|support (?:ticket|chat|portal|request)')
export const REGION = re(
  '\\b(?:eu|eea|uk|european|switzerland|united (?:states|kingdom)|california|canada|hong kong|brazil|india|china|korea|japan)\\b|\\bregions?\\b|countries|jurisdiction|residents?|\\bus\\b(?= users)|\\bin the us\\b',
)
export const MINORS = re('\\bchild(?:ren)?\\b|\\bminors?\\b|under (?:the age of )?1[3-8]|\\bteens?\\b|coppa')
export const LEGAL_BASIS = re(
  'legitimate interests?|legal bas[ie]s|\\bconsent\\b|art(?:icle|\\.)? ?6|performance of (?:a|the|our) contract',
)
export const RESEARCH = re('\\bresearch|analytics|statistic|trends?\\b|insights?')
export const IMPROVE_SERVICE = re(
  '(?:improv|develop|enhanc|personali[sz])\\w*(?:,? (?:and |or )?\\w+){0,5} (?:services?|products?|features?|offerings|technolog\\w*|tools?|experiences?|quality)',
)
export const TECHNOLOGY = re('technolog(?:y|ies)|\\btools?\\b|software|\\bsystems?\\b')
export const AD_MODEL = re('advertis|recommend|personali[sz]|ranking|safety|discovery')
