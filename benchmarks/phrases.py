"""Word pools for generated pages: what people in an IT service organisation write, in Chinese and English."""

from __future__ import annotations

__all__ = ["ALARMS", "COMMANDS", "ENGLISH", "PLACES", "SENTENCES", "STEPS", "SYMPTOMS", "SYSTEMS", "WORDS"]

SYSTEMS = """
    企业邮件 办公网络 身份认证 数据库 ERP 文件共享 打印 虚拟桌面 电话 视频会议 备份 监控 门禁 考勤 报表 工单系统 代码仓库 网盘
""".split()
PLACES = "总部三楼 一厂 二厂 仓库 财务部 销售部 采购部 生产线 研发楼 数据中心 分公司 展厅".split()
ALARMS = """
    队列存储不足 证书到期 连接数用尽 日志分区写满 时钟偏差 地址冲突 租约用尽 锁等待 索引失效 许可证到期 内存泄漏 驱动不兼容 缓存过期
    口令同步失败 磁盘只读 解析失败 会话被重置 任务堆积
""".split()
SYMPTOMS = """
    一直转圈打不开 提示没有权限 昨天还好好的今天就不行 登录以后马上退出来 发出去的东西对方收不到 打印出来是空白页 点保存没有反应
    时好时坏 比平时慢很多 报一串看不懂的英文 只有我一个人不行 换一台电脑就好 重启以后能用一会儿
""".split()
WORDS = "容量 备份 变更 恢复 升级 通报 日志 队列 分区 证书 账号 权限 接口 阈值 告警 补丁 快照 主备 切换 演练".split()
STEPS = (
    "打开监控平台，确认 {system} 的状态；红色超过 {n} 分钟就照下面做。",
    "在 {host} 上执行 `systemctl status {unit}`，把输出贴到工单里。",
    "把用户原话写进“现象”一栏，报错原文一字不差抄下来。",
    "腾出空间：`du -xsh /var/* | sort -h | tail -{k}`，先清日志，再清缓存。",
    "重启 {unit} 服务，等 {n} 分钟，看队列是否降到 {m} 以下。",
    "请报障人自己再试一次；好了写明原因，没好就升级给二线。",
    "在变更日程里登记，写清影响 {place} 的 {m} 个用户。",
    "把结果告诉值班经理，约定 {n} 分钟后再通报一次。",
)
SENTENCES = (
    "{system} 在 {place} 出现{alarm}，高峰时有 {m} 个用户受影响，平均等待 {n} 秒。",
    "占满空间的是两样：长假期间自动生成的{word}，和随之膨胀的{word2}文件。",
    "客户端会**反复重试**，所以用户看到的是“{symptom}”，而不是一条清楚的报错。",
    "阈值设在 {n}%，超过以后每 {k} 分钟告警一次；低于 {k}% 自动恢复。",
    "这一步由 {role} 执行，约 {n} 分钟；超过 {m} 分钟没有进展就升级。",
    "相同现象还可能是 {link}，区别是报错里有没有 `{code}`。",
    "上一次发生在 {place}，当时用了 {n} 分钟，事后把{word}流程改成了每周检查。",
    "不要直接改生产配置：先在测试环境做一遍，再按{word}流程走，见 {link}。",
    "如果 {unit} 进程占用内存超过 {n} GB，先保存现场：`cp /var/log/{unit}.log /tmp/`。",
    "夜间批处理期间（1:00 到 {k}:00）不要重启，否则{word2}要从头再来。",
    "用户问起来，就说“我们已知{system}{alarm}，预计 {n} 分钟内恢复”。",
    "记录保存 {m} 天；审计时要能说出是谁、在什么时候、为什么做了这次{word}。",
)
ENGLISH = (
    "The gateway answers {code} while the {unit} queue holds more than {m} items.",
    "Vendor case {n}{m} says that version {k}.{n} fixes it; the upgrade is planned with {link}.",
    "Restarting {unit} helps for about {n} minutes, so treat it as a workaround and not as a resolution.",
    "Check that {host} resolves and that port {m} answers before calling anybody.",
)
COMMANDS = (
    "df -h /var | awk '$5+0 > {n}'",
    "journalctl -u {unit} --since -{n}m | grep -c '{code}'",
    "ss -tn state established '( dport = :{m} )' | wc -l",
    "SELECT count(*) FROM v$session WHERE seconds_in_wait > {n};",
)
