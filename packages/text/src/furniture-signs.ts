/**
 * Signs by which a single line gives itself away as web furniture: the words on site buttons, credits of photographs.
 * Looks at one line only; where it stands and whether it is folded away is decided in `furniture.ts`.
 */
import { columns, endsSentence } from './script.ts'

const pattern = (...words: string[]) => new RegExp(`^(?:${words.join('|')})$`, 'iu')

/** Words that stand on buttons and boxes and hardly anywhere else as a whole line. */
const SURE = pattern(
  String.raw`(?:related|recommended|popular|latest|trending|more|hot)\s(?:recommendations?|readings?|articles?|posts?|stories|links?|news|topics|content)(?:\sfrom\s.{1,40})?`,
  String.raw`recommended for you|you (?:may|might) (?:also )?(?:like|enjoy)|read (?:more|next)|see (?:more|also)|load more|show more`,
  String.raw`(?:user |member )?log\s?-?(?:in|out)|sign\s?-?(?:in|up|out)|register(?: (?:an? )?account| now)?|create (?:an )?account|forgot (?:your )?password\??`,
  String.raw`subscribe(?: (?:now|to .{1,40}))?|(?:sign up for )?(?:our )?newsletter|follow us(?: on .{1,30})?`,
  String.raw`share(?: (?:this|to|on|via|with)\b.{0,30})|tweet(?: this)?|print (?:this|page|article)\b.{0,12}|e-?mail this.{0,12}|copy (?:the )?link|add to favou?rites|bookmark`,
  String.raw`(?:back to|go to|return to) (?:top|home|home\s?page|list|main page)|skip to (?:main )?content|leave a (?:comment|reply)|(?:post|view|write) (?:a )?comments?|\d+ comments?`,
  String.raw`(?:previous|next) (?:article|page|post|story)(?:[:：].{1,160})?|(?:terms|conditions) of (?:use|service)|(?:privacy|cookie) (?:policy|settings)|accept (?:all )?cookies|site\s?map|advertisement|sponsored|all rights reserved\.?`,
  String.raw`(?:©|copyright\s).{0,80}|scan (?:the )?qr code.{0,40}|font size[:：]?.{0,24}|close (?:the )?window|download (?:the )?(?:app|pdf)`,
  '相关(?:推荐|阅读|链接|新闻|文章|稿件|报道|专题)|推荐阅读|热门(?:推荐|文章|新闻)|延伸阅读|猜你喜欢|更多(?:内容|新闻|精彩|>>)?',
  '用户登录|(?:登录|注册)(?:账号|帐号|用户)?|忘记密码|分享(?:到|至)?.{0,20}|打印(?:本页|本文)?|收藏(?:本文)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表|上一页)',
  '(?:上|下)一[篇页条](?:[:：].{1,80})?|扫一扫.{0,30}|扫码.{0,30}|(?:【|\\[)?(?:我要)?(?:打印|纠错|字体|字号).{0,20}|网站地图|联系我们|关于我们|版权所有.{0,60}|(?:点赞|评论|举报|转发)(?:\\s?\\d+)?|[京沪粤]ICP备.{0,30}',
)
/** Heads of boxes that list other items of the site. */
const RELATED =
  /^(?:(?:related|recommended|popular|latest|trending|more)\s|recommended for you|you (?:may|might)|相关|推荐|热门|延伸|猜你)/i
export const isRelatedBox = (text: string) => siteButton(text) === 'sure' && RELATED.test(text)

/** Words that stand on buttons but could head a section; believed only beside other furniture or at the very edge. */
const POSSIBLE = pattern(
  String.raw`home|search|menu|comments?|likes?|share|print|e-?mail|previous|next|contact(?: us)?|about(?: us)?|help|top|news|more|english|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|instagram|youtube|wechat|weibo|微信|微博|QQ空间|中文|首页|搜索|简体|繁体`,
)
/** A trail such as "Home > News > Science". */
const TRAIL =
  /^(?:home|首页|当前位置|您(?:当前)?的位置|you are here)\s*[:：]?\s*(?:[>»›/]|首页|home).{0,160}$/i

const WIDEST = 170

/** A line of buttons: one, or several with separators between. `possible` when every word could be a heading too. */
export function siteButton(text: string): 'sure' | 'possible' | undefined {
  if (text.length > WIDEST || columns(text) > WIDEST) return undefined
  const line = text.replace(/^[\s>»·|[【]+|[\s<«>»›·|\]】]+$/g, '')
  if (SURE.test(line) || TRAIL.test(line)) return 'sure'
  if (POSSIBLE.test(line)) return 'possible'
  const parts = line.split(/\s*[|·•/]\s*|\s*>+\s*/).filter(Boolean)
  const known = parts.length > 1 && parts.every((part) => SURE.test(part) || POSSIBLE.test(part))
  return known ? 'sure' : undefined
}
export const isSiteButton = (text: string) => siteButton(text) !== undefined

/** How far from the end of a paragraph a credit may begin. */
const CREDIT_REACH = 120
/** A caption is at most this long; in a longer paragraph only the credit itself is furniture. */
const LONGEST_CAPTION = 600
const PHOTO = '(?:photos?|photograph(?:s|ed)?|pictures?|images?|illustrations?)'
const CREDIT_AT_END = new RegExp(
  [
    String.raw`[(（[]?\b${PHOTO}(?:\staken)?\s?(?:by\b|courtesy of\b|credits?\b\s?[:：]?|[:：©])\s?[^.!?。]{2,80}$`,
    String.raw`/\s?${PHOTO}(?:\staken)?[)）\]]?$`,
    String.raw`\b${PHOTO} taken[)）\]]?$`,
    String.raw`[(（[]?(?:AP|AFP|Reuters|Getty Images|Xinhua)\s?/?\s?photo\b[^.!?。]{0,60}$`,
    '[（(]?(?:新华社|人民日报|中新社|本报|本网)?(?:记者|通讯员)?[\\s\\p{Script=Han}]{1,16}[/／]?\\s?摄(?:影)?[)）]?$',
    '(?:图片来源|图源|图/文?|供图)[:：/]?[^。！？]{0,40}$',
  ].join('|'),
  'iu',
)
const CREDIT_LINE = new RegExp(
  String.raw`^[(（[]?(?:${PHOTO}(?:\staken)?\s?(?:by\b|courtesy of\b|credits?\b|[:：©])|(?:图片来源|图源)[:：]).{2,120}$`,
  'iu',
)

/**
 * Where a photo credit begins in a paragraph: 0 when the whole is a caption with its credit, undefined when there is none.
 * A credit does not end as a sentence, unless in brackets.
 */
export function creditStart(text: string): number | undefined {
  if (text.length <= 140 && CREDIT_LINE.test(text) && !/[a-z]{3}\.\s\p{Lu}/u.test(text)) return 0
  if (endsSentence(text) && !/[)）\]]$/.test(text.slice(-1))) return undefined
  const from = Math.max(0, text.length - CREDIT_REACH)
  const credit = CREDIT_AT_END.exec(text.slice(from))
  if (!credit) return undefined
  return text.length <= LONGEST_CAPTION ? 0 : from + credit.index
}
export const isCredit = (text: string) => text.length <= LONGEST_CAPTION && creditStart(text) === 0
