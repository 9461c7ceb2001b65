import { tellStories } from './tell.ts';

tellStories('with the API v2 of bKash', {});
