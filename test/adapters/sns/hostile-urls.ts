import { certificateUrl } from './signer.ts';

const host = 'https://sns.ap-southeast-1.amazonaws.com';
const path = certificateUrl.slice(host.length);

/** Where a forger would have us fetch his certificate, or anything else. None of these is Amazon's exact address. */
export const hostileCertificateUrls = [
  certificateUrl.replace('https', 'http'),
  certificateUrl.replace('https', 'HTTPS'),
  certificateUrl.replace('ap-southeast-1', 'us-east-1'),
  certificateUrl.replace('sns.', 'SNS.'),
  certificateUrl.replace('amazonaws.com', 'amazonaws.com.cn'),
  certificateUrl.replace('amazonaws.com', 'amazonaws.com.'),
  certificateUrl.replace('amazonaws.com', 'amazonaws.com.evil.example'),
  certificateUrl.replace('sns.', 'evil-sns.'),
  certificateUrl.replace('amazonaws', 'amazon\u0430ws'),
  certificateUrl.replace('.com/', '.com:443/'),
  certificateUrl.replace('.com/', '.com//'),
  certificateUrl.replace('.com/', '.com/x/..'),
  certificateUrl.replace('.com/', '.com\\@evil.example/'),
  certificateUrl.replace('https://', 'https://user:pass@'),
  certificateUrl.replace('https://', 'https://evil.example#'),
  certificateUrl.replace('https://', 'https:\\\\'),
  certificateUrl.replace('0123', '%30123'),
  certificateUrl.replace('abcdef', 'ABCDEF'),
  certificateUrl.replace('.pem', 'a.pem'),
  certificateUrl.replace('.pem', '.crt'),
  `${certificateUrl}?x=1`,
  `${certificateUrl}#.pem`,
  `${host}/other.pem`,
  `https://s3.ap-southeast-1.amazonaws.com${path}`,
  `https://evil.example/${certificateUrl}`,
  `https://127.0.0.1${path}`,
  `//sns.ap-southeast-1.amazonaws.com${path}`,
  'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
  'file:///etc/passwd',
  'data:application/x-pem-file;base64,LS0tLS1CRUdJTg==',
  'x',
  certificateUrl.replace('0123', '012'),
  ` ${certificateUrl}`,
];
