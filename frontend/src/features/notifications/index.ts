export { useInbox, useInboxLive, useMails, useMarkRead, useUnread } from './queries'
export { t as noticeText } from './words'
