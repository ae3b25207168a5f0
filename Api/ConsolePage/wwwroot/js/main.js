// Puts the parts together: the address says whose memory and which conversation, the parts show it.
import { complain, guarded, say } from './announce.js';
import { Chat } from './chat.js';
import { composer } from './composer.js';
import { byId } from './dom.js';
import { Links } from './links.js';
import { Memories } from './memories.js';
import * as place from './place.js';
import { Sessions } from './sessions.js';
import { panes, tabs } from './tabs.js';
import { Timeline } from './timeline.js';
import { anyUser, userForm } from './user.js';

const pane = panes();
const links = new Links(byId('link'));
const sessions = new Sessions();
const timeline = new Timeline();
const memoryTabs = tabs(document.querySelector('[role=tablist]'), () => timeline.refresh());

const memories = new Memories({
  link: links.of('memory'),
  change(change) {
    if (change.cause.exchange && change.kind === 'added' && change.cause.source !== 'episode') chat.learned(change.cause.exchange);
    timeline.refresh();
  },
  erased() {
    say('Everything of this user was erased.');
    timeline.refresh();
    sessions.refresh();
  },
});

const chat = new Chat({
  link: links.of('chat'),
  began: () => sessions.refresh(),
  deleted() {
    place.go({ user: shown.user }, { replace: true });
    sessions.refresh();
  },
  session: (session) => place.go({ user: shown.user, session }, { replace: true }),
  learned(exchange) {
    memoryTabs.choose('tab-known');
    pane.show('memory');
    memories.only({ session: shown.session, id: exchange });
  },
});

let shown = {};

async function show() {
  const wanted = place.read();
  wanted.user ??= await anyUser();
  if (wanted.user === null) return;
  const [otherUser, otherSession] = [wanted.user !== shown.user, wanted.session !== shown.session];
  shown = wanted;
  byId('user').value = wanted.user;
  const opening = [sessions.open(wanted.user, wanted.session)];
  if (otherUser) opening.push(memories.open(wanted.user), timeline.open(wanted.user));
  if (otherUser || otherSession) opening.push(chat.open(wanted.user, wanted.session));
  if (otherUser || otherSession || wanted.at) pane.show('chat');
  await Promise.all(opening);
  if (wanted.at) await chat.show(wanted);
  if (!document.documentElement.dataset.ready) performance.mark('interactive');
  document.documentElement.dataset.ready = 'true';
}

addEventListener('hashchange', guarded(show));
byId('skip').addEventListener('click', () => byId('message').focus());
composer(chat);
userForm((user) => {
  shown = {};
  sessions.refresh();
  place.go({ user }, { replace: true });
});
show().catch(complain);
