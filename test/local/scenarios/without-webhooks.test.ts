import { tellStories } from './tell.ts';

tellStories('with webhooks off altogether', { settings: { webhooks: 'off' } });
