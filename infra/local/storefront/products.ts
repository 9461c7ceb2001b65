import type { Poisha } from '../../../shared/domain/money.ts';
import type { InBothLanguages } from './words.ts';

export type ProductId = 'honey' | 'crab' | 'basket' | 'jaggery' | 'prawn' | 'pickle' | 'candle' | 'gamcha';

export type Product = {
  id: ProductId;
  name: InBothLanguages;
  /** What one unit is: weight or piece. */
  unit: InBothLanguages;
  about: InBothLanguages;
  pricePoisha: Poisha;
};

/** All that the shop sells, in the order it is shown. Each has a picture of the same name in `assets/products`. */
export const products: readonly Product[] = [
  {
    id: 'honey',
    name: { bn: 'খলিশা ফুলের মধু', en: 'Khalisha flower honey' },
    unit: { bn: '৫০০ গ্রাম', en: '500 g' },
    about: { bn: 'মৌয়ালদের কাটা, ছাঁকা, আর কিছু নয়', en: 'Cut by mouals in spring, strained, nothing added' },
    pricePoisha: 850_00,
  },
  {
    id: 'crab',
    name: { bn: 'শিলা কাঁকড়া', en: 'Mud crab' },
    unit: { bn: '১ কেজি, জ্যান্ত', en: '1 kg, live' },
    about: { bn: 'খাঁড়ি থেকে ভোরে ধরা', en: 'Taken from the creeks at dawn' },
    pricePoisha: 1_250_00,
  },
  {
    id: 'basket',
    name: { bn: 'গোলপাতার ঝুড়ি', en: 'Golpata basket' },
    unit: { bn: '১টি', en: 'One piece' },
    about: { bn: 'হাতে বোনা, ঢাকনাসহ', en: 'Woven by hand, with its lid' },
    pricePoisha: 450_00,
  },
  {
    id: 'jaggery',
    name: { bn: 'গোলের গুড়', en: 'Nipa palm jaggery' },
    unit: { bn: '৫০০ গ্রাম', en: '500 g' },
    about: { bn: 'নোনা স্বাদের শীতের গুড়', en: 'Winter jaggery with a trace of salt' },
    pricePoisha: 320_00,
  },
  {
    id: 'prawn',
    name: { bn: 'শুঁটকি চিংড়ি', en: 'Dried prawn' },
    unit: { bn: '২৫০ গ্রাম', en: '250 g' },
    about: { bn: 'দুবলার চরের রোদে শুকানো', en: 'Dried in the sun of Dublar Char' },
    pricePoisha: 480_00,
  },
  {
    id: 'pickle',
    name: { bn: 'কেওড়ার আচার', en: 'Keora pickle' },
    unit: { bn: '৩০০ গ্রাম', en: '300 g' },
    about: { bn: 'টক কেওড়া, সরষে আর গুড়', en: 'Sour keora fruit, mustard and jaggery' },
    pricePoisha: 220_00,
  },
  {
    id: 'candle',
    name: { bn: 'মৌমোমের মোমবাতি', en: 'Beeswax candles' },
    unit: { bn: '৩টি', en: 'Set of three' },
    about: { bn: 'মধুর চাক থেকে, প্রায় ছয় ঘণ্টা জ্বলে', en: 'From the honeycomb; each burns six hours' },
    pricePoisha: 260_00,
  },
  {
    id: 'gamcha',
    name: { bn: 'বনবিবি গামছা', en: 'Bonbibi gamcha' },
    unit: { bn: '১টি', en: 'One piece' },
    about: { bn: 'তাঁতে বোনা, বাঘের ডোরা', en: 'Handloom cotton in tiger stripes' },
    pricePoisha: 390_00,
  },
];

const byId = new Map<string, Product>(products.map((product) => [product.id, product]));

export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}
